"""`sliding_window_view` makes all windows of stride 1, a slice keeps every nth, `tensordot` weighs them."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError("x and w need four axes")
    if x.shape[-1] != w.shape[2]:
        raise ValueError("x and w need the same number of channels")
    down, across = np.broadcast_to(stride, 2)
    if isinstance(padding, str):
        if padding not in {"valid", "same"}:
            raise ValueError(padding)
        total_height = total_width = 0
        if padding == "same":
            total_height = max((len(range(0, x.shape[1], down)) - 1) * down + w.shape[0] - x.shape[1], 0)
            total_width = max((len(range(0, x.shape[2], across)) - 1) * across + w.shape[1] - x.shape[2], 0)
        top, left = total_height // 2, total_width // 2
        x = np.pad(x, [(0, 0), (top, total_height - top), (left, total_width - left), (0, 0)])
    else:
        vertical, horizontal = np.broadcast_to(padding, 2)
        x = np.pad(x, [(0, 0), (vertical, vertical), (horizontal, horizontal), (0, 0)])
    # NumPy's own ValueError says that a kernel does not fit.
    windows = sliding_window_view(x, w.shape[:2], axis=(1, 2))[:, ::down, ::across]
    y = np.tensordot(windows, w, axes=[[4, 5, 3], [0, 1, 2]])
    return y if b is None else y + b
