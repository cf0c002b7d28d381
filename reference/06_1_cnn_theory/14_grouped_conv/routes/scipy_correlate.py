"""SciPy's `correlate2d` for every pair of a channel and a filter that see each other."""

import numpy as np
from scipy.signal import correlate2d


def check(x, w):
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError("four axes")
    if x.shape[1] < w.shape[0] or x.shape[2] < w.shape[1]:
        raise ValueError("the kernel does not fit")


def grouped_conv2d(x, w, b=None, groups=1, stride=1):
    check(x, w)
    if groups < 1:
        raise ValueError("groups")
    if any(axis % groups for axis in (x.shape[3], w.shape[3])) or x.shape[3] != groups * w.shape[2]:
        raise ValueError("groups")
    down, across = np.zeros(2, int) + stride
    channels = np.split(np.arange(x.shape[3]), groups)
    filters = np.split(np.arange(w.shape[3]), groups)
    y = [
        sum(
            np.stack([correlate2d(image, w[:, :, place, f], mode="valid") for image in x[..., c]])
            for place, c in enumerate(read)
        )[:, ::down, ::across]
        for read, team in zip(channels, filters, strict=True)
        for f in team
    ]
    y = np.stack(y, axis=-1)
    return y if b is None else y + b


def depthwise_conv2d(x, w, b=None):
    check(x, w)
    if x.shape[3] != w.shape[2]:
        raise ValueError("channels")
    y = [
        np.stack([correlate2d(image, w[:, :, c, m], mode="valid") for image in x[..., c]])
        for c in range(w.shape[2])
        for m in range(w.shape[3])
    ]
    return np.stack(y, axis=-1) + (0 if b is None else b)


def dilate_kernel(w, rate):
    if w.ndim != 4 or rate < 1:
        raise ValueError("w or rate")
    rows, columns = ([k for i in range(n) for k in [i] + [-1] * (rate - 1)] for n in w.shape[:2])
    # One more row and column, of zeros, which the number -1 means.
    framed = np.pad(w, [(0, 1), (0, 1), (0, 0), (0, 0)])
    return framed[rows[: len(rows) - rate + 1]][:, columns[: len(columns) - rate + 1]]
