"""Glues tile after tile to a row, and row after row to the picture; what a row lacks is white."""

import numpy as np


def filter_grid(kernels, columns, channel=0, gap=1):
    if np.ndim(kernels) != 4:
        raise ValueError("4 axes, please")
    if min(columns - 1, gap, channel, kernels.shape[2] - 1 - channel) < 0:
        raise ValueError("out of range")
    queue = list(np.rollaxis(kernels[:, :, channel, :], 2))
    picture = None
    while queue:
        row, queue = queue[:columns], queue[columns:]
        strip = brightness(row[0])
        for weights in row[1:]:
            strip = np.hstack([strip, np.full((len(strip), gap), 1.0), brightness(weights)])
        if picture is None:
            width = columns * kernels.shape[1] + gap * (columns - 1)
        strip = np.pad(strip, ((0, 0), (0, width - strip.shape[1])), constant_values=1.0)
        picture = strip if picture is None else np.vstack([picture, np.full((gap, width), 1.0), strip])
    return picture


def brightness(weights):
    # np.interp needs two points that differ.
    low, high = float(weights.min()), float(weights.max())
    if low == high:
        return np.zeros(weights.shape)
    return np.interp(weights, [low, high], [0.0, 1.0])
