"""Loops over everything: each output cell gives to the pixels and the weights that it was made of."""

import numpy as np


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def layout(size, kernel, stride, padding, axis):
    """Returns how many windows there are along an axis, and where the first one begins."""
    if padding == "same":
        count = (size + stride - 1) // stride
        missing = (count - 1) * stride + kernel - size
        return count, -(missing // 2) if missing > 0 else 0
    zeros = 0 if padding == "valid" else both(padding)[axis]
    return len(range(0, size + 2 * zeros - kernel + 1, stride)), -zeros


def conv2d_backward(dout, x, w, stride=1, padding="valid"):
    if not len(dout.shape) == len(x.shape) == len(w.shape) == 4:
        raise ValueError("four axes")
    if isinstance(padding, str) and padding not in ("valid", "same"):
        raise ValueError("padding")
    N, H, W, C = x.shape
    kh, kw, depth, F = w.shape
    if depth != C:
        raise ValueError("channels")
    sh, sw = both(stride)
    rows, top = layout(H, kh, sh, padding, 0)
    columns, left = layout(W, kw, sw, padding, 1)
    if rows < 1 or columns < 1 or dout.shape != (N, rows, columns, F):
        raise ValueError("dout")
    d, image, weight = dout.tolist(), x.tolist(), w.tolist()
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(F)
    for n in range(N):
        for i in range(rows):
            for j in range(columns):
                for f in range(F):
                    g = d[n][i][j][f]
                    db[f] += g
                    for u in range(kh):
                        for v in range(kw):
                            r, s = top + i * sh + u, left + j * sw + v
                            if 0 <= r < H and 0 <= s < W:
                                for c in range(C):
                                    dx[n, r, s, c] += g * weight[u][v][c][f]
                                    dw[u, v, c, f] += g * image[n][r][s][c]
    return dx, dw, db
