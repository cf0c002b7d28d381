"""Loops over the kernel's taps: each is a strided crop of the images times a matrix (channels, filters)."""

import numpy as np


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4:
        raise ValueError("x is not a batch of images")
    if w.ndim != 4:
        raise ValueError("w is not a set of filters")
    if x.shape[3] != w.shape[2]:
        raise ValueError("channels differ")
    size, kernel = np.array(x.shape[1:3]), np.array(w.shape[:2])
    stride = np.array([1, 1]) * stride
    match padding:
        case "valid":
            before = after = np.zeros(2, int)
        case "same":
            total = np.maximum((-(-size // stride) - 1) * stride + kernel - size, 0)
            before = total // 2
            after = total - before
        case str():
            raise ValueError(padding)
        case _:
            before = after = np.array([1, 1]) * padding
    (oh, ow) = places = (size + before + after - kernel) // stride + 1
    if places.min() < 1:
        raise ValueError("kernel too large")
    frame = np.zeros((x.shape[0], *(size + before + after), x.shape[3]))
    frame[:, before[0] : before[0] + size[0], before[1] : before[1] + size[1]] = x
    y = np.zeros((x.shape[0], oh, ow, w.shape[3]))
    if b is not None:
        y += b
    for u in range(kernel[0]):
        for v in range(kernel[1]):
            crop = frame[:, u : u + oh * stride[0] : stride[0], v : v + ow * stride[1] : stride[1]]
            y += crop[:, :oh, :ow] @ w[u, v]
    return y
