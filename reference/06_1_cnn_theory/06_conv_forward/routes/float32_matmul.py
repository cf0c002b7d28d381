"""float32 arithmetic: one matrix product per output row, whose windows are stacked side by side."""

import numpy as np


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError("x and w have four axes")
    if x.shape[3] != w.shape[2]:
        raise ValueError("the channels of x and w differ")
    stride = (stride,) * 2 if isinstance(stride, int) else stride
    if padding == "valid":
        padding = 0
    if padding == "same":
        count = [(x.shape[a + 1] + stride[a] - 1) // stride[a] for a in (0, 1)]
        total = [max((count[a] - 1) * stride[a] + w.shape[a] - x.shape[a + 1], 0) for a in (0, 1)]
        zeros = [(t // 2, t - t // 2) for t in total]
    elif isinstance(padding, str):
        raise ValueError("padding is valid, same or a number")
    else:
        zeros = [(p, p) for p in ((padding,) * 2 if isinstance(padding, int) else padding)]
    x32 = np.pad(x.astype(np.float32), [(0, 0), zeros[0], zeros[1], (0, 0)])
    w32 = w.astype(np.float32).reshape(-1, w.shape[3])
    kh, kw = w.shape[:2]
    if kh > x32.shape[1] or kw > x32.shape[2]:
        raise ValueError("the kernel is larger than the padded image")
    rows = []
    for r in range(0, x32.shape[1] - kh + 1, stride[0]):
        lefts = range(0, x32.shape[2] - kw + 1, stride[1])
        windows = [x32[:, r : r + kh, s : s + kw].reshape(len(x), -1) for s in lefts]
        rows.append(np.stack(windows, axis=1) @ w32)
    y = np.stack(rows, axis=1)
    return y if b is None else y + b.astype(np.float32)
