"""Separable: pools one axis and then the other, because a maximum of maxima is the maximum of all."""

import numpy as np


def pool_axis(x, axis, pool, stride, padding):
    if pool < 1 or stride < 1:
        raise ValueError("pool_size and stride must be at least 1")
    size = x.shape[axis]
    match padding:
        case "valid":
            starts = np.arange(0, size - pool + 1, stride)
        case "same":
            starts = np.arange(0, size, stride)
            starts -= max(starts[-1] + pool - size, 0) // 2
        case _:
            raise ValueError("padding must be valid or same")
    if not len(starts):
        raise ValueError("the window does not fit")
    # A cell beyond the edge is replaced by the cell at the edge, which belongs to the window anyway.
    cells = np.clip(starts[:, None] + np.arange(pool), 0, size - 1)
    return np.take(x, cells, axis=axis).max(axis=axis + 1)


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    axes = {2: (0, 1), 4: (1, 2)}.get(x.ndim)
    if axes is None:
        raise ValueError("x must be an image or a batch of images with channels")
    stride = pool_size if stride is None else stride
    for k, axis in enumerate(axes):
        pool, step = (v if isinstance(v, int) else v[k] for v in (pool_size, stride))
        x = pool_axis(x, axis, pool, step, padding)
    return x
