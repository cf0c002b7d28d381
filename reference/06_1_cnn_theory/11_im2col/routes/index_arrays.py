"""Index arrays gather the numbers of all cells of all windows; the kernel becomes a column for each filter."""

import numpy as np


def starts(size, kernel, stride):
    if kernel > size:
        raise ValueError("kernel")
    return np.arange(0, size - kernel + 1, stride)[:, None] + np.arange(kernel)


def im2col(x, kernel, stride=1):
    if np.ndim(x) != 4:
        raise ValueError("x")
    kh, kw = kernel if np.ndim(kernel) else (kernel, kernel)
    sh, sw = stride if np.ndim(stride) else (stride, stride)
    _, h, w, c = x.shape
    down, across = starts(h, kh, sh), starts(w, kw, sw)
    cell = down[:, None, :, None, None] * (w * c) + across[None, :, None, :, None] * c + np.arange(c)
    flat = x.reshape(len(x), -1)
    return np.take(flat, cell.reshape(-1), axis=1).reshape(-1, kh * kw * c)


def conv2d_im2col(x, w, b=None, stride=1, padding="valid"):
    if np.ndim(x) != 4 or np.ndim(w) != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    sh, sw = stride if np.ndim(stride) else (stride, stride)
    _, h, wd, _ = x.shape
    kh, kw, _, f = w.shape
    if padding == "valid":
        padding = 0
    if padding == "same":
        th, tw = max(((h - 1) // sh) * sh + kh - h, 0), max(((wd - 1) // sw) * sw + kw - wd, 0)
        zh, zw = (th // 2, (th + 1) // 2), (tw // 2, (tw + 1) // 2)
    elif isinstance(padding, str):
        raise ValueError("padding")
    else:
        zh, zw = ((p, p) for p in (padding if np.ndim(padding) else (padding, padding)))
    padded = np.pad(x, ((0, 0), zh, zw, (0, 0)))
    rows = len(starts(padded.shape[1], kh, sh))
    y = im2col(padded, (kh, kw), (sh, sw)) @ w.reshape(kh * kw * w.shape[2], f)
    y = y.reshape(len(x), rows, -1, f)
    return y if b is None else y + b
