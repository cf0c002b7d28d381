"""Sorts the cells of each window and takes the last one; what is padded sorts to the front."""

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    pool = np.zeros(2, int) + pool_size
    stride = pool if stride is None else np.zeros(2, int) + stride
    if (pool < 1).any() or (stride < 1).any():
        raise ValueError("at least 1")
    if x.ndim not in (2, 4):
        raise ValueError("2 or 4 axes")
    # (height, width) first, whatever else there is behind.
    maps = x.astype(np.float64) if x.ndim == 2 else np.moveaxis(x, 0, -1).astype(np.float64)
    size = np.array(maps.shape[:2])
    before = 0
    if padding == "same":
        count = (size + stride - 1) // stride
        lack = ((count - 1) * stride + pool - size).clip(0)
        before = lack // 2
        frame = np.full((*(size + lack), *maps.shape[2:]), -np.inf)
        frame[before[0] : before[0] + size[0], before[1] : before[1] + size[1]] = maps
        maps = frame
    elif padding == "valid":
        count = (size - pool) // stride + 1
        if (pool > size).any():
            raise ValueError("pool_size")
    else:
        raise ValueError(padding)
    # Fancy indexing: (rows, 1, pool height, 1) and (columns, 1, pool width) meet in one index.
    down = np.arange(count[0])[:, None] * stride[0] + np.arange(pool[0])
    across = np.arange(count[1])[:, None] * stride[1] + np.arange(pool[1])
    cells = maps[down[:, None, :, None], across[None, :, None, :]]
    flat = cells.reshape(*count, pool.prod(), *maps.shape[2:])
    top = np.sort(flat, axis=2)[:, :, -1]
    return top if x.ndim == 2 else np.moveaxis(top, -1, 0)
