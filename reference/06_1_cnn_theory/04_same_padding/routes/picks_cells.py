"""Lets every cell of the result pick a cell of the image, and overwrites those that picked beyond its rim."""

import numpy as np


def same_padding(input_size, filter_size, stride=1, dilation=1):
    if not min(input_size, filter_size, stride, dilation) > 0:
        raise ValueError("below 1")
    starts = np.arange(0, input_size, stride)
    total = np.maximum(starts[-1] + dilation * (filter_size - 1) - (input_size - 1), 0)
    return np.array([total >> 1, total - (total >> 1)])


def pad_image(x, pad, value=0.0):
    axes = {2: (0, 1), 3: (0, 1), 4: (1, 2)}
    if x.ndim not in axes:
        raise ValueError("axes")
    pad = ((pad, pad),) * 2 if isinstance(pad, int) else pad
    x = x.astype(float)
    for axis, (before, after) in zip(axes[x.ndim], pad, strict=True):
        if before < 0 or after < 0:
            raise ValueError("negative")
        size = x.shape[axis]
        cells = np.arange(-before, size + after)
        x = np.take(x, cells.clip(0, size - 1), axis=axis)
        outside = np.expand_dims((cells < 0) | (cells >= size), tuple(range(1, x.ndim - axis)))
        x = np.where(outside, value, x)
    return x
