"""TensorFlow's operation: returns float32 and raises no ValueErrors, so the arguments are checked first."""

import tensorflow as tf


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    ksize = [pool_size, pool_size] if isinstance(pool_size, int) else list(pool_size)
    strides = ksize if stride is None else [stride, stride] if isinstance(stride, int) else list(stride)
    if min(ksize + strides) < 1:
        raise ValueError("pool_size and stride must be at least 1")
    if padding not in ("valid", "same"):
        raise ValueError(f"padding: {padding}")
    if x.ndim not in (2, 4):
        raise ValueError(f"x has {x.ndim} axes")
    images = x[None, :, :, None] if x.ndim == 2 else x
    if padding == "valid" and any(k > size for k, size in zip(ksize, images.shape[1:3], strict=True)):
        raise ValueError("the window is larger than the image")
    pooled = tf.nn.max_pool2d(tf.cast(images, tf.float32), ksize, strides, padding.upper()).numpy()
    return pooled[0, :, :, 0] if x.ndim == 2 else pooled
