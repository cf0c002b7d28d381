"""A transformation for `apply`, with keras.ops inside."""

import keras
import tensorflow as tf


def scaled(pair_of):
    def transformation(dataset):
        return dataset.map(pair_of)

    return transformation


def pair_of(images, labels):
    return keras.ops.multiply(keras.ops.cast(images, "float32"), 1.0 / 255.0), labels


def to_unit_range(ds: tf.data.Dataset):
    return ds.apply(scaled(pair_of))
