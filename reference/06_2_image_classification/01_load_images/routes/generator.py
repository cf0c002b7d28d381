"""Makes the batches in Python, one by one; a new order is drawn when a pass begins."""

import math
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    rng = np.random.default_rng(seed)
    names = sorted(path.name for path in Path(directory).glob("*"))
    samples = [(path, names.index(path.parent.name)) for path in sorted(Path(directory).glob("*/*"))]
    rng.shuffle(samples)
    held_out = math.floor(val_fraction * len(samples))

    def picture(path):
        return np.array(keras.utils.load_img(path, target_size=image_size, interpolation="bilinear"), "float32")

    def dataset(part, shuffle):
        def batches():
            order = rng.permutation(len(part)) if shuffle else np.arange(len(part))
            while len(order):
                some, order = order[:batch_size], order[batch_size:]
                yield np.stack([picture(part[i][0]) for i in some]), np.array([part[i][1] for i in some])

        kinds = tf.TensorSpec((None, *image_size, 3), tf.float32), tf.TensorSpec((None,), tf.int64)
        return tf.data.Dataset.from_generator(batches, output_signature=kinds)

    return dataset(samples[held_out:], True), dataset(samples[:held_out], False), names
