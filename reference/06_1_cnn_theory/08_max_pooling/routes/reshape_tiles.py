"""A reshape where the windows tile the image, and a list of windows where they do not."""

import math

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    kh, kw = pool_size if np.ndim(pool_size) else (pool_size, pool_size)
    sh, sw = (kh, kw) if stride is None else stride if np.ndim(stride) else (stride, stride)
    if min(kh, kw) < 1 or min(sh, sw) < 1:
        raise ValueError("window or stride")
    if padding not in ("valid", "same"):
        raise ValueError("padding")
    if x.ndim == 2:
        return max_pool_2d(x[None, :, :, None], (kh, kw), (sh, sw), padding)[0, :, :, 0]
    n, h, w, c = x.shape if x.ndim == 4 else _refuse("axes")
    if padding == "valid":
        if kh > h or kw > w:
            raise ValueError("window")
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
        if (kh, kw) == (sh, sw):
            tiles = x[:, : rows * kh, : columns * kw]
            return tiles.reshape(n, rows, kh, columns, kw, c).max(axis=(2, 4))
        top = left = 0
    else:
        rows, columns = math.ceil(h / sh), math.ceil(w / sw)
        top = max((rows - 1) * sh + kh - h, 0) // 2
        left = max((columns - 1) * sw + kw - w, 0) // 2
    down = [range(max(i * sh - top, 0), min(i * sh - top + kh, h)) for i in range(rows)]
    across = [range(max(j * sw - left, 0), min(j * sw - left + kw, w)) for j in range(columns)]
    windows = [[x[:, r][:, :, s].reshape(n, -1, c).max(axis=1) for s in across] for r in down]
    return np.array(windows).transpose(2, 0, 1, 3)


def _refuse(reason):
    raise ValueError(reason)
