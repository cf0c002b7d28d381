"""TensorFlow's operations, group by group, in float64; the arguments are checked first."""

import numpy as np
import tensorflow as tf


def fits(x, w):
    if x.ndim != 4 or w.ndim != 4 or x.shape[1] < w.shape[0] or x.shape[2] < w.shape[1]:
        raise ValueError("shapes")


def grouped_conv2d(x, w, b=None, groups=1, stride=1):
    fits(x, w)
    if groups < 1 or w.shape[3] % groups or w.shape[2] * groups != x.shape[3]:
        raise ValueError("groups")
    pairs = zip(
        tf.split(tf.constant(x, tf.float64), groups, axis=3),
        tf.split(tf.constant(w, tf.float64), groups, axis=3),
        strict=True,
    )
    y = tf.concat([tf.nn.conv2d(images, filters, stride, "VALID") for images, filters in pairs], axis=3)
    return np.asarray(y if b is None else y + tf.constant(b, tf.float64))


def depthwise_conv2d(x, w, b=None):
    fits(x, w)
    if x.shape[3] != w.shape[2]:
        raise ValueError("channels")
    y = tf.nn.depthwise_conv2d(tf.constant(x, tf.float64), tf.constant(w, tf.float64), [1, 1, 1, 1], "VALID")
    return y.numpy() if b is None else y.numpy() + b


def dilate_kernel(w, rate):
    if w.ndim != 4 or rate < 1:
        raise ValueError("w or rate")
    size = [rate * (n - 1) + 1 for n in w.shape[:2]]
    places = np.argwhere(np.ones(w.shape))
    places[:, :2] *= rate
    return tf.scatter_nd(places, tf.constant(w.ravel()), [*size, *w.shape[2:]]).numpy()
