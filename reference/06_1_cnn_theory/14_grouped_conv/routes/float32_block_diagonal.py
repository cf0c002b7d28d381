"""float32; an ordinary convolution with a kernel that is block-diagonal in its channels and filters."""

import numpy as np


class BadConvolution(ValueError):
    pass


def ordinary(x, w, stride):
    sh, sw = np.broadcast_to(stride, 2)
    (kh, kw), (height, width) = w.shape[:2], x.shape[1:3]
    if kh > height or kw > width:
        raise BadConvolution("kernel")
    rows, columns = (height - kh) // sh + 1, (width - kw) // sw + 1
    y = np.zeros((len(x), rows, columns, w.shape[3]), np.float32)
    for u, v in np.ndindex(kh, kw):
        y += x[:, u : u + rows * sh : sh, v : v + columns * sw : sw][:, :rows, :columns] @ w[u, v]
    return y


def grouped_conv2d(x, w, b=None, groups=1, stride=1):
    if x.ndim != 4 or w.ndim != 4 or groups < 1 or w.shape[3] % groups or w.shape[2] * groups != x.shape[3]:
        raise BadConvolution("shapes")
    depth, many = w.shape[2], w.shape[3] // groups
    kernel = np.zeros((*w.shape[:2], x.shape[3], w.shape[3]), np.float32)
    for g in range(groups):
        filters = slice(g * many, g * many + many)
        kernel[:, :, g * depth : g * depth + depth, filters] = w[..., filters]
    y = ordinary(x.astype(np.float32), kernel, stride)
    return y if b is None else y + np.float32(b)


def depthwise_conv2d(x, w, b=None):
    if x.ndim != 4 or w.ndim != 4 or w.shape[2] != x.shape[3]:
        raise BadConvolution("shapes")
    kernel = w[:, :, :, None, :] * np.eye(w.shape[2], dtype=np.float32)[:, :, None]
    y = ordinary(x.astype(np.float32), kernel.reshape(*w.shape[:3], -1).astype(np.float32), 1)
    return y if b is None else y + np.float32(b)


def dilate_kernel(w, rate):
    if w.ndim != 4 or rate < 1:
        raise BadConvolution("w or rate")
    unit = np.zeros((rate, rate, 1, 1), np.float32)
    unit[0, 0] = 1
    # A Kronecker product ends with the zeros of the last weight.
    return np.kron(w.astype(np.float32), unit)[: rate * (w.shape[0] - 1) + 1, : rate * (w.shape[1] - 1) + 1]
