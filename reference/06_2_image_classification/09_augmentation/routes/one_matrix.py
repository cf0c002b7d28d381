"""One layer that draws all three changes, multiplies their matrices and moves the pixels once."""

import keras
from keras import ops


class Augment(keras.layers.Layer):
    def __init__(self, seed):
        super().__init__()
        self.draws = keras.random.SeedGenerator(seed)

    def call(self, images, training=False):
        if not training:
            return images
        batch, height, width, _ = ops.shape(images)
        draw = (batch,)
        mirror = 2.0 * ops.cast(keras.random.uniform(draw, seed=self.draws) < 0.5, "float32") - 1.0
        angle = 0.2 * 3.14159265 * keras.random.uniform(draw, -1.0, 1.0, seed=self.draws)
        zoom = keras.random.uniform(draw, 0.9, 1.1, seed=self.draws)
        a, b = zoom * ops.cos(angle), zoom * ops.sin(angle)
        x, y = (ops.cast(size - 1, "float32") / 2 for size in (width, height))
        # Where a pixel comes from: x' = m (a x - b y), y' = b x + a y, about the centre.
        rows = [mirror * a, -mirror * b, x - mirror * (a * x - b * y), b, a, y - b * x - a * y, 0 * a, 0 * a]
        return ops.image.affine_transform(images, ops.stack(rows, axis=1), fill_mode="nearest")


def build_augmentation(seed=None):
    return keras.Sequential([Augment(seed)])
