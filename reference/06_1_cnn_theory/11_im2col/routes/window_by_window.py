"""Loops over images and places, and appends each window to a list; only the product is left to NumPy."""

import numpy as np


def im2col(x, kernel, stride=1):
    if x.ndim != 4:
        raise ValueError("x has four axes")
    kh, kw = (kernel, kernel) if isinstance(kernel, int) else kernel
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    rows = []
    for image in x:
        for top in range(0, x.shape[1] - kh + 1, sh):
            for left in range(0, x.shape[2] - kw + 1, sw):
                rows.append(image[top : top + kh, left : left + kw].ravel())
    if not rows:
        raise ValueError("no window")
    return np.array(rows)


def conv2d_im2col(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError("x and w have four axes")
    if x.shape[3] != w.shape[2]:
        raise ValueError("channels")
    steps = (stride, stride) if isinstance(stride, int) else stride
    if isinstance(padding, str):
        if padding not in ("valid", "same"):
            raise ValueError("padding")
        total = [0, 0]
        if padding == "same":
            total = [max((n - 1) // s * s + k - n, 0) for n, k, s in zip(x.shape[1:3], w.shape[:2], steps, strict=True)]
        zeros = [(t // 2, (t + 1) // 2) for t in total]
    else:
        zeros = [(p, p) for p in ((padding, padding) if isinstance(padding, int) else padding)]
    if any(zeros[0] + zeros[1]):
        x = np.pad(x, [(0, 0), *zeros, (0, 0)])
    y = np.dot(im2col(x, w.shape[:2], stride), np.vstack(w.reshape(-1, 1, w.shape[3])))
    rows, columns = ((n - k) // s + 1 for n, k, s in zip(x.shape[1:3], w.shape[:2], steps, strict=True))
    y = y.reshape(len(x), rows, columns, w.shape[3])
    return y if b is None else y + b
