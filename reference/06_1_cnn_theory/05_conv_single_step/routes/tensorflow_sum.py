"""TensorFlow, whose sum is a tensor: made a NumPy number at the end."""

import tensorflow as tf


def conv_single_step(window, kernel, bias):
    if window.shape != kernel.shape:
        raise ValueError("shapes differ")
    products = tf.cast(window, tf.float32) * tf.cast(kernel, tf.float32)
    return (tf.reduce_sum(products) + bias).numpy()
