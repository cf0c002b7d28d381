"""Makes the windows with `as_strided`, without copying, from an image padded with its own minimum."""

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    p, q = pool_size if isinstance(pool_size, tuple) else (pool_size, pool_size)
    s, t = (p, q) if stride is None else stride if isinstance(stride, tuple) else (stride, stride)
    if p <= 0 or q <= 0 or s <= 0 or t <= 0:
        raise ValueError("p, q, s and t must be positive")
    if x.ndim not in (2, 4):
        raise ValueError("2 or 4 axes")
    a = x.reshape((1, *x.shape, 1)) if x.ndim == 2 else x
    n, h, w, c = a.shape
    if padding == "same":
        rows, columns = (h - 1) // s + 1, (w - 1) // t + 1
        down, across = max(0, (rows - 1) * s + p - h), max(0, (columns - 1) * t + q - w)
        framed = np.full((n, h + down, w + across, c), a.min())
        framed[:, down // 2 : down // 2 + h, across // 2 : across // 2 + w] = a
        a = framed
    elif padding != "valid":
        raise ValueError("padding")
    elif p > h or q > w:
        raise ValueError("too large a window")
    else:
        rows, columns = (h - p) // s + 1, (w - q) // t + 1
        a = np.ascontiguousarray(a)
    of_n, of_h, of_w, of_c = a.strides
    cells = np.lib.stride_tricks.as_strided(
        a,
        shape=(n, rows, columns, p, q, c),
        strides=(of_n, s * of_h, t * of_w, of_h, of_w, of_c),
        writeable=False,
    )
    result = cells.max(axis=4).max(axis=3)
    return result if x.ndim == 4 else result.reshape(rows, columns)
