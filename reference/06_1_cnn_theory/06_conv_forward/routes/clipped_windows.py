"""Loops over the places with `tensordot`; a window over the border is clipped, and the kernel with it."""

import numpy as np


def axis_plan(size, kernel, stride, padding):
    if padding == "same":
        count = int(np.ceil(size / stride))
        before = max((count - 1) * stride + kernel - size, 0) // 2
    else:
        count = (size + 2 * padding - kernel) // stride + 1
        before = padding
    if count < 1:
        raise ValueError("the kernel is too large")
    plan = []
    for step in range(count):
        start = step * stride - before
        first, last = max(start, 0), max(min(start + kernel, size), 0)
        plan.append((slice(first, last), slice(first - start, max(last - start, first - start))))
    return plan


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if np.ndim(x) != 4 or np.ndim(w) != 4 or x.shape[-1] != w.shape[-2]:
        raise ValueError("shapes")
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) and padding != "same":
        raise ValueError("padding")
    strides = [stride] * 2 if np.ndim(stride) == 0 else list(stride)
    paddings = list(padding) if isinstance(padding, tuple) else [padding] * 2
    plans = [axis_plan(x.shape[a + 1], w.shape[a], strides[a], paddings[a]) for a in (0, 1)]
    rows = [
        np.stack(
            [np.tensordot(x[:, r, s], w[u, v], axes=([1, 2, 3], [0, 1, 2])) for s, v in plans[1]],
            axis=1,
        )
        for r, u in plans[0]
    ]
    y = np.stack(rows, axis=1)
    if b is not None:
        y = y + b
    return y
