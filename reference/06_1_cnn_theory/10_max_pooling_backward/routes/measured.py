"""Makes each cell a little larger, pools again and weighs the change by dout; exact as long as the order stays."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    if x.ndim != 4:
        raise ValueError("x has 4 axes")
    (kh, kw), (sh, sw) = ((v, v) if isinstance(v, int) else v for v in (pool_size, stride or pool_size))
    if stride == 0 or not all(v > 0 for v in (kh, kw, sh, sw)):
        raise ValueError("not positive")

    def pool(images):
        return sliding_window_view(images, (kh, kw), axis=(1, 2))[:, ::sh, ::sw].max(axis=(4, 5))

    images = x.astype(float)
    before = pool(images)
    if before.shape != dout.shape:
        raise ValueError("dout")
    gaps = np.diff(np.unique(images))
    little = gaps.min() / 2 if gaps.size else 1.0
    dx = np.zeros(x.shape)
    for r, s in np.ndindex(x.shape[1:3]):
        larger = images.copy()
        larger[:, r, s] += little
        dx[:, r, s] = ((pool(larger) - before) * dout).sum(axis=(1, 2)) / little
    return dx
