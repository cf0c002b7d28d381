"""Loops over the cells of the kernel: each is a strided crop that fills a few columns of the matrix."""

import numpy as np


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def im2col(x, kernel, stride=1):
    if len(x.shape) != 4:
        raise ValueError("four axes")
    (kh, kw), (sh, sw) = both(kernel), both(stride)
    n, h, w, c = x.shape
    if kh > h or kw > w:
        raise ValueError("kernel")
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    cells = np.zeros((n, rows, columns, kh, kw, c))
    for u in range(kh):
        for v in range(kw):
            cells[:, :, :, u, v] = x[:, u : u + (rows - 1) * sh + 1 : sh, v : v + (columns - 1) * sw + 1 : sw]
    return cells.reshape(n * rows * columns, kh * kw * c)


def conv2d_im2col(x, w, b=None, stride=1, padding="valid"):
    if len(x.shape) != 4 or len(w.shape) != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    zeros = []
    for axis in (0, 1):
        size, k, s = x.shape[axis + 1], w.shape[axis], both(stride)[axis]
        if padding == "same":
            total = max((-(-size // s) - 1) * s + k - size, 0)
            zeros.append((total // 2, total - total // 2))
        elif padding == "valid":
            zeros.append((0, 0))
        elif isinstance(padding, str):
            raise ValueError("padding")
        else:
            zeros.append((both(padding)[axis],) * 2)
    (top, bottom), (left, right) = zeros
    framed = np.zeros((len(x), x.shape[1] + top + bottom, x.shape[2] + left + right, x.shape[3]))
    framed[:, top : top + x.shape[1], left : left + x.shape[2]] = x
    y = im2col(framed, w.shape[:2], stride) @ w.reshape(-1, w.shape[3])
    if b is not None:
        y += b
    rows = len(range(0, framed.shape[1] - w.shape[0] + 1, both(stride)[0]))
    return y.reshape(len(x), rows, -1, w.shape[3])
