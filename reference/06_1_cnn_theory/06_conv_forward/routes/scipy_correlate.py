"""SciPy's `correlate2d` for each image, channel and filter at stride 1, then every nth result."""

import numpy as np
from scipy.signal import correlate2d


def zeros_along(axis, x, w, stride, padding):
    if padding == "valid":
        return 0, 0
    if padding == "same":
        left_over = x.shape[axis + 1] % stride[axis] or stride[axis]
        total = max(w.shape[axis] - left_over, 0)
        return total // 2, total - total // 2
    if isinstance(padding, str):
        raise ValueError("padding")
    zeros = padding[axis] if isinstance(padding, tuple) else padding
    return zeros, zeros


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    stride = stride if isinstance(stride, tuple) else (stride, stride)
    zeros = [zeros_along(axis, x, w, stride, padding) for axis in (0, 1)]
    x = np.pad(x, [(0, 0), *zeros, (0, 0)])
    if x.shape[1] < w.shape[0] or x.shape[2] < w.shape[1]:
        raise ValueError("the kernel does not fit")

    def feature_map(image, kernel):
        maps = [correlate2d(image[:, :, c], kernel[:, :, c], mode="valid") for c in range(image.shape[2])]
        return sum(maps)[:: stride[0], :: stride[1]]

    y = np.array([[feature_map(image, w[..., o]) for o in range(w.shape[3])] for image in x])
    y = np.moveaxis(y, 1, -1)
    return y if b is None else y + b
