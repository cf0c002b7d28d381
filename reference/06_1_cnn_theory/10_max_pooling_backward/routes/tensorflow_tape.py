"""TensorFlow differentiates its own pooling; it raises no ValueErrors, so the arguments are checked first."""

import tensorflow as tf


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    ksize = [pool_size, pool_size] if isinstance(pool_size, int) else list(pool_size)
    strides = ksize if stride is None else [stride, stride] if isinstance(stride, int) else list(stride)
    if min(ksize + strides) < 1:
        raise ValueError("pool_size and stride must be at least 1")
    if x.ndim != 4 or any(k > size for k, size in zip(ksize, x.shape[1:3], strict=True)):
        raise ValueError("the window is larger than the image")
    images = tf.constant(x, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(images)
        pooled = tf.nn.max_pool2d(images, ksize, strides, "VALID")
        if tuple(pooled.shape) != dout.shape:
            raise ValueError("dout")
        loss = tf.reduce_sum(pooled * tf.constant(dout, tf.float32))
    return tape.gradient(loss, images).numpy()
