"""TensorFlow differentiates its own convolution, with the zeros of a padding given as a number."""

import numpy as np
import tensorflow as tf


def conv2d_backward(dout, x, w, stride=1, padding="valid"):
    if dout.ndim != 4 or x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    if isinstance(padding, str):
        if padding not in ("valid", "same"):
            raise ValueError("padding")
        around, zeros = padding.upper(), (0, 0)
    else:
        zeros = (padding, padding) if isinstance(padding, int) else padding
        around = [[0, 0], [zeros[0]] * 2, [zeros[1]] * 2, [0, 0]]
    if padding != "same" and any(
        kernel > size + 2 * p for kernel, size, p in zip(w.shape[:2], x.shape[1:3], zeros, strict=True)
    ):
        raise ValueError("the kernel does not fit")
    x, w = tf.constant(x, tf.float64), tf.constant(w, tf.float64)
    b = tf.zeros(w.shape[3], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = tf.nn.conv2d(x, w, strides=stride, padding=around) + b
        if tuple(y.shape) != dout.shape:
            raise ValueError("dout")
        loss = tf.reduce_sum(y * dout)
    return tuple(np.asarray(gradient) for gradient in tape.gradient(loss, [x, w, b]))
