"""float32 throughout; loops over the kernel's taps: each tap is a strided crop, so both gradients are products."""

import numpy as np


class Mismatch(ValueError):
    pass


def conv2d_backward(dout, x, w, stride=1, padding="valid"):
    dout, x, w = (np.asarray(array, np.float32) for array in (dout, x, w))
    if {dout.ndim, x.ndim, w.ndim} != {4} or x.shape[3] != w.shape[2]:
        raise Mismatch("shapes")
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
            raise Mismatch(padding)
        case _:
            before = after = np.array([1, 1]) * padding
    full = size + before + after
    places = (full - kernel) // stride + 1
    if places.min() < 1 or dout.shape != (len(x), *places, w.shape[3]):
        raise Mismatch("dout")
    inside = np.s_[:, before[0] : before[0] + size[0], before[1] : before[1] + size[1]]
    frame = np.zeros((len(x), *full, x.shape[3]), np.float32)
    frame[inside] = x
    dframe, dw = np.zeros_like(frame), np.empty_like(w)
    for u in range(kernel[0]):
        for v in range(kernel[1]):
            last = (places - 1) * stride + 1
            crop = np.s_[:, u : u + last[0] : stride[0], v : v + last[1] : stride[1]]
            dframe[crop] += dout @ w[u, v].T
            dw[u, v] = np.tensordot(frame[crop], dout, axes=([0, 1, 2], [0, 1, 2]))
    return dframe[inside], dw, dout.reshape(-1, dout.shape[3]).sum(0)
