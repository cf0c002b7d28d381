"""Loops over everything, in lists: walks through each window and remembers where the largest cell was."""

import numpy as np


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    if len(x.shape) != 4:
        raise ValueError("four axes")
    kh, kw = both(pool_size)
    sh, sw = both(pool_size) if stride is None else both(stride)
    N, H, W, C = x.shape
    if kh < 1 or kw < 1 or sh < 1 or sw < 1 or kh > H or kw > W:
        raise ValueError("window or stride")
    tops, lefts = range(0, H - kh + 1, sh), range(0, W - kw + 1, sw)
    if dout.shape != (N, len(tops), len(lefts), C):
        raise ValueError("dout")
    cells, gradients = x.tolist(), dout.tolist()
    dx = np.zeros(x.shape)
    for n in range(N):
        for i, top in enumerate(tops):
            for j, left in enumerate(lefts):
                for c in range(C):
                    best = top, left
                    for r in range(top, top + kh):
                        for s in range(left, left + kw):
                            if cells[n][r][s][c] > cells[n][best[0]][best[1]][c]:
                                best = r, s
                    dx[n, best[0], best[1], c] += gradients[n][i][j][c]
    return dx
