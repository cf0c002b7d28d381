"""A Keras layer, which leaves a window too large or a stride of 0 to TensorFlow: these are checked first."""

import keras
import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    if x.ndim not in (2, 4):
        raise ValueError("x must have shape (height, width) or (batch, height, width, channels)")
    if padding not in ("valid", "same"):
        raise ValueError("padding")
    batch = x.reshape(1, *x.shape, 1) if x.ndim == 2 else x
    if np.min(pool_size) < 1 or (stride is not None and np.min(stride) < 1):
        raise ValueError("pool_size and stride must be at least 1")
    layer = keras.layers.MaxPooling2D(pool_size, strides=stride, padding=padding)
    if padding == "valid" and np.any(np.greater(pool_size, batch.shape[1:3])):
        raise ValueError("pool_size")
    pooled = keras.ops.convert_to_numpy(layer(batch))
    return pooled.reshape(pooled.shape[1:3]) if x.ndim == 2 else pooled
