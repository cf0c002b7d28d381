"""NumPy within a layer: image by image, each pixel takes the mean of the four around where it comes from."""

import keras
import numpy as np
import tensorflow as tf


def move(image, mirror, angle, zoom):
    height, width, _ = image.shape
    middle = np.array([height - 1, width - 1]) / 2
    y, x = np.indices((height, width)) - middle[:, None, None]
    from_y = (np.cos(angle) * y + np.sin(angle) * x) / zoom + middle[0]
    from_x = mirror * (np.cos(angle) * x - np.sin(angle) * y) / zoom + middle[1]
    from_y, from_x = from_y.clip(0, height - 1), from_x.clip(0, width - 1)
    moved = np.zeros(image.shape)
    for cell_y in (np.floor(from_y), np.floor(from_y) + 1):
        for cell_x in (np.floor(from_x), np.floor(from_x) + 1):
            share = (1 - abs(from_y - cell_y)) * (1 - abs(from_x - cell_x))
            rows, columns = (np.minimum(c, n - 1).astype(int) for c, n in ((cell_y, height), (cell_x, width)))
            moved += share[..., None] * image[rows, columns]
    return moved


class Moves(keras.layers.Layer):
    def __init__(self, seed):
        super().__init__()
        self.rng = np.random.default_rng(seed)

    def change(self, images):
        changed = []
        for image in images:
            mirror, angle = self.rng.choice([-1, 1]), np.radians(self.rng.uniform(-20, 20))
            changed.append(move(image, mirror, angle, self.rng.uniform(0.91, 1.1)))
        return np.array(changed, "float32")

    def call(self, images, training=False):
        if not training:
            return images
        changed = tf.numpy_function(self.change, [images], tf.float32)
        return tf.ensure_shape(changed, images.shape)


def build_augmentation(seed=None):
    return keras.Sequential([Moves(seed)])
