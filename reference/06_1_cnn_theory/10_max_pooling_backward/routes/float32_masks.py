"""float32; compares each tap of the windows with the maximum, and adds dout where the two are equal."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class PoolingError(ValueError):
    pass


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    if x.ndim != 4:
        raise PoolingError("axes")
    pool = np.broadcast_to(pool_size, (2,))
    step = np.broadcast_to(pool if stride is None else stride, (2,))
    if pool.min() < 1 or step.min() < 1:
        raise PoolingError("pool_size or stride")
    # NumPy's own ValueError says that a window does not fit.
    largest = sliding_window_view(x, pool, axis=(1, 2))[:, :: step[0], :: step[1]].max(axis=(-2, -1))
    if largest.shape != dout.shape:
        raise PoolingError("dout")
    dx = np.zeros(x.shape, np.float32)
    for a, b in np.ndindex(*pool):
        last = np.array(largest.shape[1:3]) * step
        tap = np.s_[:, a : a + last[0] : step[0], b : b + last[1] : step[1]]
        # The last tap may find a few cells more than there are windows.
        wins = x[tap][:, : largest.shape[1], : largest.shape[2]] == largest
        dx[tap][:, : largest.shape[1], : largest.shape[2]] += wins * dout.astype(np.float32)
    return dx
