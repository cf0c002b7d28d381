"""Does not pad: a window that reaches over the edge is cut off there. Keeps the dtype of its input."""

import numpy as np


def windows(size, pool, stride, padding):
    """The slices of one axis, each cut off at the edges."""
    if padding == "valid":
        if pool > size:
            raise ValueError("window larger than the image")
        starts = range(0, size - pool + 1, stride)
    elif padding == "same":
        last = (size - 1) // stride * stride
        before = max(last + pool - size, 0) // 2
        starts = range(-before, last - before + 1, stride)
    else:
        raise ValueError(f"unknown padding {padding}")
    return [slice(max(start, 0), min(start + pool, size)) for start in starts]


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    pool = np.broadcast_to(pool_size, 2).tolist()
    step = pool if stride is None else np.broadcast_to(stride, 2).tolist()
    if min(*pool, *step) < 1:
        raise ValueError("window and stride start at 1")
    if x.ndim == 2:
        return max_pool_2d(x[None, ..., None], pool, step, padding)[0, ..., 0]
    if x.ndim != 4:
        raise ValueError("x must have 2 or 4 axes")
    rows = windows(x.shape[1], pool[0], step[0], padding)
    columns = windows(x.shape[2], pool[1], step[1], padding)
    out = np.empty((x.shape[0], len(rows), len(columns), x.shape[3]), x.dtype)
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            out[:, i, j] = np.amax(x[:, row, column], axis=(1, 2))
    return out
