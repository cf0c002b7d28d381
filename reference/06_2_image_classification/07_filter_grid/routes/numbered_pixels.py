"""Numbers all weights, lays out the numbers, and looks the brightness up; -1 is the number of white."""

import math

import numpy as np


def filter_grid(kernels, columns, channel=0, gap=1):
    if kernels.ndim != 4:
        raise ValueError("not kernels of a layer")
    if columns < 1 or gap < 0:
        raise ValueError("not a grid")
    kh, kw, channels, count = kernels.shape
    if not -1 < channel < channels:
        raise ValueError("not a channel")
    flat = np.float64(kernels[:, :, channel, :].reshape(kh * kw, count))
    with np.errstate(invalid="ignore"):
        bright = np.nan_to_num((flat - flat.min(0)) / (flat.max(0) - flat.min(0)))
    palette = np.append(bright, 1.0)
    rows = math.ceil(count / columns)
    numbers = np.full((rows, kh + gap, columns, kw + gap), -1)
    for f in range(count):
        numbers[f // columns, :kh, f % columns, :kw] = np.arange(kh * kw).reshape(kh, kw) * count + f
    numbers = numbers.reshape(rows * (kh + gap), columns * (kw + gap))
    return palette[numbers][: rows * (kh + gap) - gap, : columns * (kw + gap) - gap]
