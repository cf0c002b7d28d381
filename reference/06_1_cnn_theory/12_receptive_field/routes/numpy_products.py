"""Arrays of all kernels, strides and dilations, and a running product. In single precision, as an array."""

import numpy as np


def receptive_field(layers):
    table = np.array([(*layer, 1)[:3] for layer in layers], dtype=np.float32).reshape(-1, 3)
    if (table < 1).any():
        raise ValueError("values below 1")
    kernels, strides, dilations = table.T
    jumps = np.cumprod([1, *strides], dtype=np.float32)
    return np.array([1 + np.sum((kernels - 1) * dilations * jumps[:-1]), jumps[-1]])
