"""The textbook: dx is dout, dilated by the stride, convolved with the flipped kernel; dw correlates x with it."""

import numpy as np
from scipy.signal import convolve2d, correlate2d


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


def conv2d_backward(dout, x, w, stride=1, padding="valid"):
    if dout.ndim != 4 or x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    stride = stride if isinstance(stride, tuple) else (stride, stride)
    zeros = [zeros_along(axis, x, w, stride, padding) for axis in (0, 1)]
    padded = np.pad(x, [(0, 0), *zeros, (0, 0)])
    room = [padded.shape[axis + 1] - w.shape[axis] for axis in (0, 1)]
    if min(room) < 0:
        raise ValueError("the kernel does not fit")
    places = [room[axis] // stride[axis] + 1 for axis in (0, 1)]
    if dout.shape != (x.shape[0], *places, w.shape[3]):
        raise ValueError("dout")
    # Between the places of a stride lie places that have no output, so nothing comes back from them.
    dense = np.zeros((x.shape[0], room[0] + 1, room[1] + 1, w.shape[3]))
    dense[:, :: stride[0], :: stride[1]] = dout
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[3]):
            for o in range(w.shape[3]):
                dpadded[n, :, :, c] += convolve2d(dense[n, :, :, o], w[:, :, c, o])
                dw[:, :, c, o] += correlate2d(padded[n, :, :, c], dense[n, :, :, o], mode="valid")
    height, width = x.shape[1:3]
    (top, _), (left, _) = zeros
    return [dpadded[:, top : top + height, left : left + width], dw, dout.sum((0, 1, 2))]
