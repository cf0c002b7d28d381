"""Spelled `tf.keras`; layers without a seed take theirs from the global one. The smallest changes."""

import tensorflow as tf


def build_augmentation(seed=None):
    if seed is not None:
        tf.keras.utils.set_random_seed(seed)
    return tf.keras.Sequential(
        [
            tf.keras.layers.RandomFlip("horizontal"),
            tf.keras.layers.RandomZoom(0.05, fill_mode="nearest"),
            tf.keras.layers.RandomRotation(0.02, fill_mode="nearest"),
        ]
    )
