"""The convolution theorem: a product of spectra, one of them conjugate since the kernel is not flipped."""

import numpy as np


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes do not match")
    if isinstance(padding, str) and padding not in ("valid", "same"):
        raise ValueError("padding")
    stride = np.broadcast_to(stride, 2)
    size, kernel = np.array(x.shape[1:3]), np.array(w.shape[:2])
    if padding == "same":
        total = np.maximum(((size - 1) // stride) * stride + kernel - size, 0)
    else:
        total = 2 * np.broadcast_to(0 if padding == "valid" else padding, 2)
    before = total // 2
    height, width = size + total
    if (kernel > size + total).any():
        raise ValueError("kernel too large")
    padded = np.zeros((x.shape[0], height, width, x.shape[3]))
    padded[:, before[0] : before[0] + size[0], before[1] : before[1] + size[1]] = x
    images = np.fft.rfft2(padded, axes=(1, 2))
    filters = np.fft.rfft2(w, s=(height, width), axes=(0, 1))
    spectrum = np.einsum("nhwc,hwco->nhwo", images, filters.conj())
    # Past these rows and columns the circular product wraps around.
    places = size + total - kernel + 1
    y = np.fft.irfft2(spectrum, s=(height, width), axes=(1, 2))[:, : places[0], : places[1]]
    y = y[:, :: stride[0], :: stride[1]]
    return y if b is None else y + b
