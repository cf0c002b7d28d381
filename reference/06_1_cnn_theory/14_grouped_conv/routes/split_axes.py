"""The groups become an axis of their own, by a reshape of channels and filters, and `einsum` keeps it."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def grouped_conv2d(x, w, b=None, groups=1, stride=1):
    if (x.ndim, w.ndim) != (4, 4):
        raise ValueError("axes")
    if groups < 1 or x.shape[3] % groups or w.shape[3] % groups or x.shape[3] // groups != w.shape[2]:
        raise ValueError("groups")
    down, across = (stride, stride) if np.isscalar(stride) else stride
    windows = sliding_window_view(x, w.shape[:2], axis=(1, 2))[:, ::down, ::across]
    n, i, j, _, kh, kw = windows.shape
    windows = windows.reshape(n, i, j, groups, -1, kh, kw)
    filters = w.reshape(kh, kw, w.shape[2], groups, -1)
    y = np.einsum("nijgcuv,uvcgo->nijgo", windows, filters).reshape(n, i, j, -1)
    return y if b is None else y + b


def depthwise_conv2d(x, w, b=None):
    if (x.ndim, w.ndim) != (4, 4) or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    windows = sliding_window_view(x, w.shape[:2], axis=(1, 2))
    y = np.einsum("nijcuv,uvcm->nijcm", windows, w)
    y = y.reshape(*y.shape[:3], -1)
    return y if b is None else y + b


def dilate_kernel(w, rate):
    if w.ndim != 4:
        raise ValueError("w")
    if rate < 1:
        raise ValueError("rate")
    gaps = [np.repeat(np.arange(1, n), rate - 1) for n in w.shape[:2]]
    return np.insert(np.insert(w, gaps[0], 0, axis=0), gaps[1], 0, axis=1)
