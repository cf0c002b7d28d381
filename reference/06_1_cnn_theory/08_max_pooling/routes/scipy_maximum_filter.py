"""SciPy's `maximum_filter` looks around every cell; the cells at which windows are centred are taken."""

import numpy as np
from scipy.ndimage import maximum_filter


def centres(size, pool, stride, padding):
    """The cell of the axis around which SciPy puts the cells of each window: `pool // 2` after its first."""
    if padding == "valid":
        first, count = 0, len(range(0, size - pool + 1, stride))
    elif padding == "same":
        count = len(range(0, size, stride))
        first = -(max((count - 1) * stride + pool - size, 0) // 2)
    else:
        raise ValueError("padding")
    if count == 0:
        raise ValueError("window")
    return first + pool // 2 + stride * np.arange(count)


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    pool = (pool_size,) * 2 if isinstance(pool_size, int) else tuple(pool_size)
    step = pool if stride is None else (stride,) * 2 if isinstance(stride, int) else tuple(stride)
    if min(pool + step) < 1:
        raise ValueError("below 1")
    if x.ndim == 4:
        maps, sizes, window = x, x.shape[1:3], (1, *pool, 1)
    elif x.ndim == 2:
        maps, sizes, window = x, x.shape, pool
    else:
        raise ValueError("axes")
    down = centres(sizes[0], pool[0], step[0], padding)
    across = centres(sizes[1], pool[1], step[1], padding)
    # The centre of a window can lie beyond the edge, so there must be some cells there.
    room = [(0, k if k > 1 else 0) for k in window]
    wide = np.pad(maps.astype(float), room, constant_values=-np.inf)
    strongest = maximum_filter(wide, size=window, mode="constant", cval=-np.inf)
    return np.take(np.take(strongest, down, axis=x.ndim // 4), across, axis=x.ndim // 4 + 1)
