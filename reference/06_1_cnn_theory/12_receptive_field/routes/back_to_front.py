"""From the last layer back to the image: how long a row of cells must be for one cell of the output."""

import math


def receptive_field(layers):
    if any(value < 1 for layer in layers for value in layer):
        raise ValueError("all values must be at least 1")
    cells = 1
    for kernel, stride, dilation in [(*layer, 1)[:3] for layer in layers[::-1]]:
        cells = (cells - 1) * stride + dilation * (kernel - 1) + 1
    return [cells, math.prod(layer[1] for layer in layers)]
