"""Plain loops over everything, with the index of the channel worked out from the number of the filter."""

import numpy as np


def grouped_conv2d(x, w, b=None, groups=1, stride=1):
    if len(x.shape) != 4 or len(w.shape) != 4:
        raise ValueError("four axes")
    N, H, W, C = x.shape
    kh, kw, depth, F = w.shape
    if groups <= 0 or C % groups != 0 or F % groups != 0 or depth * groups != C:
        raise ValueError("groups")
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    tops, lefts = range(0, H - kh + 1, sh), range(0, W - kw + 1, sw)
    if len(tops) == 0 or len(lefts) == 0:
        raise ValueError("kernel")
    image, weight = x.tolist(), w.tolist()
    y = np.zeros((N, len(tops), len(lefts), F))
    for n in range(N):
        for i, top in enumerate(tops):
            for j, left in enumerate(lefts):
                for f in range(F):
                    first = f // (F // groups) * depth
                    total = 0.0 if b is None else float(b[f])
                    for u in range(kh):
                        for v in range(kw):
                            for c in range(depth):
                                total += image[n][top + u][left + v][first + c] * weight[u][v][c][f]
                    y[n, i, j, f] = total
    return y


def depthwise_conv2d(x, w, b=None):
    if len(x.shape) != 4 or len(w.shape) != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    kh, kw, C, M = w.shape
    rows, columns = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    if rows < 1 or columns < 1:
        raise ValueError("kernel")
    y = np.zeros((len(x), rows, columns, C * M))
    for c in range(C):
        for m in range(M):
            for i in range(rows):
                for j in range(columns):
                    for n in range(len(x)):
                        window = x[n, i : i + kh, j : j + kw, c]
                        y[n, i, j, c * M + m] = sum((window * w[:, :, c, m]).ravel().tolist())
            if b is not None:
                y[..., c * M + m] += b[c * M + m]
    return y


def dilate_kernel(w, rate):
    if len(w.shape) != 4 or rate < 1:
        raise ValueError("w or rate")
    dilated = np.zeros((w.shape[0] * rate - rate + 1, w.shape[1] * rate - rate + 1, *w.shape[2:]))
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            dilated[u * rate, v * rate] = w[u, v]
    return dilated
