"""`sliding_window_view`, thinned out by the stride; pads with the edge, which is in the window anyway."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class PoolingError(ValueError):
    pass


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    if padding.lower() not in ("valid", "same"):
        raise PoolingError("padding")
    if x.ndim not in (2, 4):
        raise PoolingError("axes")
    pool = np.broadcast_to(pool_size, (2,))
    stride = np.broadcast_to(pool if stride is None else stride, (2,))
    if pool.min() < 1 or stride.min() < 1:
        raise PoolingError("pool_size or stride")
    first = 0 if x.ndim == 2 else 1
    axes = (first, first + 1)
    size = np.array(x.shape)[list(axes)]
    if padding.lower() == "same":
        total = np.maximum((np.ceil(size / stride).astype(int) - 1) * stride + pool - size, 0)
        width = [(0, 0)] * x.ndim
        for axis, cells in zip(axes, total, strict=True):
            width[axis] = (cells // 2, cells - cells // 2)
        x = np.pad(x, width, mode="edge")
    elif np.any(pool > size):
        raise PoolingError("window")
    views = sliding_window_view(x, pool, axis=axes)
    thin = [slice(None)] * first + [slice(None, None, step) for step in stride]
    return views[tuple(thin)].max(axis=(-2, -1))
