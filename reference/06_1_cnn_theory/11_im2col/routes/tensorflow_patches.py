"""TensorFlow's `extract_patches` lays windows out in the same order; the product is TensorFlow's too."""

import numpy as np
import tensorflow as tf


def patches(x, kernel, stride):
    kh, kw = np.broadcast_to(kernel, 2).tolist()
    sh, sw = np.broadcast_to(stride, 2).tolist()
    if x.ndim != 4 or kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError("x or kernel")
    return tf.image.extract_patches(tf.constant(x, tf.float64), [1, kh, kw, 1], [1, sh, sw, 1], [1, 1, 1, 1], "VALID")


def im2col(x, kernel, stride=1):
    windows = patches(x, kernel, stride)
    return tf.reshape(windows, [-1, windows.shape[3]]).numpy()


def conv2d_im2col(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    if padding not in ("valid", "same") and isinstance(padding, str):
        raise ValueError("padding")
    steps = np.broadcast_to(stride, 2)
    if padding == "same":
        total = [max(-(-n // s) * s - s + k - n, 0) for n, k, s in zip(x.shape[1:3], w.shape[:2], steps, strict=True)]
        zeros = [(t // 2, t - t // 2) for t in total]
    else:
        zeros = [(p, p) for p in np.broadcast_to(0 if padding == "valid" else padding, 2)]
    windows = patches(np.pad(x, [(0, 0), *zeros, (0, 0)]), w.shape[:2], stride)
    y = tf.tensordot(windows, tf.constant(w.reshape(-1, w.shape[3]), tf.float64), axes=1)
    return y.numpy() if b is None else y.numpy() + b
