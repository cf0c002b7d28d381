"""One function for each type of layer, in a table."""

import math

import numpy as np


def conv(shape, layer):
    (height, width), _ = slide(shape, layer, "kernel", 1)
    kernel = np.ones((*np.broadcast_to(layer["kernel"], 2), shape[2], layer["filters"]))
    return (height, width, layer["filters"]), kernel.size + layer["filters"]


def pool(shape, layer):
    (height, width), channels = slide(shape, layer, "pool", layer["pool"])
    return (height, width, channels), 0


def slide(shape, layer, window, stride):
    *sides, channels = shape
    windows = np.broadcast_to(layer[window], 2)
    strides = np.broadcast_to(layer.get("stride", stride), 2)
    if len(sides) != 2:
        raise ValueError("no image")
    match layer.get("padding", "valid"):
        case "valid":
            starts = [range(0, n - k + 1, s) for n, k, s in zip(sides, windows, strides, strict=True)]
        case "same":
            starts = [range(0, n, s) for n, s in zip(sides, strides, strict=True)]
        case other:
            raise ValueError(other)
    counts = [len(places) for places in starts]
    if 0 in counts:
        raise ValueError("a window does not fit")
    return counts, channels


def dense(shape, layer):
    if len(shape) > 1:
        raise ValueError("flatten first")
    weights = np.ones((*shape, layer["units"]))
    return (layer["units"],), weights.size + layer["units"]


KINDS = {
    "conv": conv,
    "maxpool": pool,
    "avgpool": pool,
    "flatten": lambda shape, layer: ((math.prod(shape),), 0),
    "dense": dense,
    "batchnorm": lambda shape, layer: (shape, 4 * shape[-1]),
    "relu": lambda shape, layer: (shape, 0),
    "dropout": lambda shape, layer: (shape, 0),
}


def trace_cnn(input_shape, layers):
    trace = [(input_shape, None)]
    for layer in layers:
        if layer["type"] not in KINDS:
            raise ValueError(layer["type"])
        trace.append(KINDS[layer["type"]](trace[-1][0], layer))
    return trace[1:]
