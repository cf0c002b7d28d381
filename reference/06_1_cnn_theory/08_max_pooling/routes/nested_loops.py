"""Seven loops over plain numbers, with a running maximum that begins with the first cell it meets."""

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    kh, kw = (pool_size, pool_size) if isinstance(pool_size, int) else pool_size
    if stride is None:
        sh, sw = kh, kw
    elif isinstance(stride, int):
        sh = sw = stride
    else:
        sh, sw = stride
    if kh < 1 or kw < 1 or sh < 1 or sw < 1:
        raise ValueError("too small")
    if len(x.shape) == 2:
        h, w = x.shape
        return max_pool_2d(x.reshape(1, h, w, 1), (kh, kw), (sh, sw), padding)[0, :, :, 0]
    if len(x.shape) != 4:
        raise ValueError("rank")
    n, h, w, c = x.shape
    rows, columns = _count(h, kh, sh, padding), _count(w, kw, sw, padding)
    # With "valid" the last window ends inside the image, so that both are 0.
    top = max((rows - 1) * sh + kh - h, 0) // 2
    left = max((columns - 1) * sw + kw - w, 0) // 2
    out = []
    for m in range(n):
        for i in range(rows):
            for j in range(columns):
                for q in range(c):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r, s = i * sh + a - top, j * sw + b - left
                            if 0 <= r < h and 0 <= s < w and (best is None or x[m, r, s, q] > best):
                                best = x[m, r, s, q]
                    out.append(best)
    return np.array(out).reshape(n, rows, columns, c)


def _count(size, pool, stride, padding):
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid" and pool <= size:
        return (size - pool + stride) // stride
    raise ValueError("padding")
