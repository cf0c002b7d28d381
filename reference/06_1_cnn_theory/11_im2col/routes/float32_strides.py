"""float32; a view of all windows by `as_strided`, copied into the matrix by a reshape."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


class BadShape(ValueError):
    pass


def im2col(x, kernel, stride=1):
    if x.ndim != 4:
        raise BadShape("axes")
    kernel, stride = np.broadcast_to(kernel, 2), np.broadcast_to(stride, 2)
    places = (np.array(x.shape[1:3]) - kernel) // stride + 1
    if places.min() < 1:
        raise BadShape("kernel")
    x = np.ascontiguousarray(x, dtype=np.float32)
    n, r, s, c = x.strides
    windows = as_strided(
        x,
        shape=(len(x), *places, *kernel, x.shape[3]),
        strides=(n, r * stride[0], s * stride[1], r, s, c),
        writeable=False,
    )
    return windows.reshape(len(x) * places.prod(), -1)


def conv2d_im2col(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise BadShape("shapes")
    size, kernel, stride = np.array(x.shape[1:3]), np.array(w.shape[:2]), np.broadcast_to(stride, 2)
    match padding:
        case "valid":
            before = after = np.zeros(2, int)
        case "same":
            total = np.maximum((-(-size // stride) - 1) * stride + kernel - size, 0)
            before, after = total // 2, total - total // 2
        case str():
            raise BadShape("padding")
        case _:
            before = after = np.broadcast_to(padding, 2)
    framed = np.zeros((len(x), *(size + before + after), x.shape[3]), np.float32)
    framed[:, before[0] : before[0] + size[0], before[1] : before[1] + size[1]] = x
    y = im2col(framed, tuple(kernel), tuple(stride)) @ w.astype(np.float32).reshape(-1, w.shape[3])
    if b is not None:
        y += b.astype(np.float32)
    return y.reshape(len(x), *((size + before + after - kernel) // stride + 1), -1)
