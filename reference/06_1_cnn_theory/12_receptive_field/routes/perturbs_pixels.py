"""Runs a stack of windows over ones and sees which pixels reach the first and the second cell."""

import numpy as np


def receptive_field(layers):
    for layer in layers:
        if min(layer) < 1:
            raise ValueError(f"below 1: {layer}")
    # Long enough for two cells of the last layer.
    length = 2
    for kernel, stride, *dilation in reversed(layers):
        length = (length - 1) * stride + (kernel - 1) * (dilation or [1])[0] + 1
    # Each row is an image with one bright pixel.
    rows = np.eye(length)
    for kernel, stride, *dilation in layers:
        spread = (dilation or [1])[0]
        count = (rows.shape[1] - (kernel - 1) * spread - 1) // stride + 1
        taps = [rows[:, a * spread :][:, ::stride][:, :count] for a in range(kernel)]
        rows = np.sum(taps, axis=0)
    first, second = (np.flatnonzero(rows[:, cell]) for cell in (0, 1))
    return first[-1] - first[0] + 1, second[0] - first[0]
