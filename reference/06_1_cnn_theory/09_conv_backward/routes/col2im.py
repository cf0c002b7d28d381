"""im2col backwards: one product for all windows, scattered to their cells by `np.add.at`, which counts repeats."""

import numpy as np


def starts(size, kernel, stride, zeros):
    if kernel > sum(zeros) + size:
        raise ValueError("kernel too large")
    return np.arange(0, sum(zeros) + size - kernel + 1, stride)


def conv2d_backward(dout, x, w, stride=1, padding="valid"):
    if (dout.ndim, x.ndim, w.ndim) != (4, 4, 4):
        raise ValueError("rank")
    n, h, wd, c = x.shape
    kh, kw, wc, f = w.shape
    if wc != c:
        raise ValueError("channels")
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    if padding == "same":
        th = max(((h - 1) // sh) * sh + kh - h, 0)
        tw = max(((wd - 1) // sw) * sw + kw - wd, 0)
        zh, zw = (th // 2, (th + 1) // 2), (tw // 2, (tw + 1) // 2)
    elif padding == "valid":
        zh = zw = (0, 0)
    elif isinstance(padding, str):
        raise ValueError("padding")
    else:
        ph, pw = (padding, padding) if isinstance(padding, int) else padding
        zh, zw = (ph, ph), (pw, pw)
    rows = starts(h, kh, sh, zh)[:, None] + np.arange(kh)
    columns = starts(wd, kw, sw, zw)[:, None] + np.arange(kw)
    if dout.shape != (n, len(rows), len(columns), f):
        raise ValueError("dout")
    padded = np.pad(x, ((0, 0), zh, zw, (0, 0)))
    cells = np.s_[:, rows[:, None, :, None], columns[None, :, None, :]]
    matrix, flat = padded[cells].reshape(-1, kh * kw * c), dout.reshape(-1, f)
    dw = (matrix.T @ flat).reshape(w.shape)
    dwindows = (flat @ w.reshape(-1, f).T).reshape(n, len(rows), len(columns), kh, kw, c)
    dpadded = np.zeros(padded.shape)
    np.add.at(dpadded, cells, dwindows)
    return dpadded[:, zh[0] : zh[0] + h, zw[0] : zw[0] + wd], dw, flat.sum(axis=0)
