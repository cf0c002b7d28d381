"""Two loops with broadcasting and a sum; accumulates in float64 and returns float32."""

import numpy as np


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if not x.ndim == w.ndim == 4:
        raise ValueError("rank")
    if x.shape[3] != w.shape[2]:
        raise ValueError("channels")
    if padding not in ("valid", "same") and isinstance(padding, str):
        raise ValueError("padding")
    (sh, sw), (kh, kw) = np.broadcast_to(stride, 2), w.shape[:2]
    if padding == "same":
        below = max((x.shape[1] - 1) // sh * sh + kh - x.shape[1], 0)
        right = max((x.shape[2] - 1) // sw * sw + kw - x.shape[2], 0)
        top, left = below // 2, right // 2
        below, right = below - top, right - left
    else:
        top, left = below, right = np.broadcast_to(0 if padding == "valid" else padding, 2)
    batch, height, width, channels = x.shape
    band = np.zeros((batch, top + height + below, width, channels))
    band[:, top : top + height] = x
    columns = [np.zeros((batch, band.shape[1], zeros, channels)) for zeros in (left, right)]
    band = np.concatenate([columns[0], band, columns[1]], axis=2)
    tops = range(0, band.shape[1] - kh + 1, sh)
    lefts = range(0, band.shape[2] - kw + 1, sw)
    if not tops or not lefts:
        raise ValueError("kernel larger than the padded image")
    y = np.zeros((batch, len(tops), len(lefts), w.shape[3]), dtype=np.float32)
    for i, r in enumerate(tops):
        for j, s in enumerate(lefts):
            y[:, i, j] = (band[:, r : r + kh, s : s + kw, :, np.newaxis] * w).sum(axis=(1, 2, 3))
    return y if b is None else (y + b).astype(np.float32)
