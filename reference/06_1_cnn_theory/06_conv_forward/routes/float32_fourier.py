"""float32 arithmetic throughout, by SciPy's single-precision Fourier transform: far from exact, and right."""

import numpy as np
from scipy import fft


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    x, w = np.asarray(x, np.float32), np.asarray(w, np.float32)
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    strides = stride if isinstance(stride, tuple) else (stride, stride)
    zeros = []
    for axis, step in enumerate(strides):
        size, kernel = x.shape[axis + 1], w.shape[axis]
        if padding == "valid":
            zeros.append((0, 0))
        elif padding == "same":
            total = max((size - 1) // step * step + kernel - size, 0)
            zeros.append((total // 2, -(-total // 2)))
        elif isinstance(padding, str):
            raise ValueError("padding")
        else:
            zeros.append((padding[axis] if isinstance(padding, tuple) else padding,) * 2)
    x = np.pad(x, [(0, 0), *zeros, (0, 0)])
    shape = x.shape[1:3]
    if shape[0] < w.shape[0] or shape[1] < w.shape[1]:
        raise ValueError("kernel too large")
    # The kernel is turned, since multiplying spectra turns it once more.
    images, filters = fft.rfft2(x, axes=(1, 2)), fft.rfft2(w[::-1, ::-1], s=shape, axes=(0, 1))
    spectrum = np.einsum("nhwc,hwco->nhwo", images, filters)
    y = fft.irfft2(spectrum, s=shape, axes=(1, 2))
    y = y[:, w.shape[0] - 1 :: strides[0], w.shape[1] - 1 :: strides[1]]
    return y if b is None else y + np.asarray(b, np.float32)
