"""Rolls around and clears what has come in; pools by sliding windows that keep every k-th."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def shift_image(x, dy, dx):
    if x.ndim != 2 and x.ndim != 3:
        raise ValueError("axes")
    z = np.roll(x, (dy, dx), axis=(0, 1))
    if dy >= 0:
        z[:dy] = 0
    else:
        z[dy:] = 0
    if dx >= 0:
        z[:, :dx] = 0
    else:
        z[:, dx:] = 0
    return z


def unchanged_fraction(x, shift, pool_size):
    if pool_size < 1:
        raise ValueError("pool_size")
    # NumPy's own ValueError says that a window does not fit.
    maps = [
        sliding_window_view(image, (pool_size, pool_size))[::pool_size, ::pool_size].max(axis=(2, 3))
        for image in (x, shift_image(x, 0, shift))
    ]
    return np.count_nonzero(maps[0] == maps[1]) / maps[0].size
