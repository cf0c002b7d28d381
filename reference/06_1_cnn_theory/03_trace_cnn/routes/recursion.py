"""Recursion over the rest of the network, with lists instead of tuples."""

from math import ceil, floor


class NetworkError(ValueError):
    pass


def side(size, window, stride, padding):
    if padding == "same":
        return ceil(size / stride)
    if padding == "valid" and window <= size:
        return floor((size - window) / stride + 1)
    raise NetworkError(padding, size, window)


def trace_cnn(input_shape, layers):
    if len(layers) == 0:
        return []
    layer, *rest = layers
    shape, kind = list(input_shape), layer["type"]
    parameters = 0
    if kind == "batchnorm":
        parameters = shape[-1] * 4
    elif kind == "flatten":
        while len(shape) > 1:
            shape.append(shape.pop() * shape.pop())
    elif kind == "dense":
        if len(shape) == 3:
            raise NetworkError(kind)
        parameters = shape[0] * layer["units"] + layer["units"]
        shape = [layer["units"]]
    elif kind in {"conv", "maxpool", "avgpool"}:
        if len(shape) == 1:
            raise NetworkError(kind)
        window = layer["kernel" if kind == "conv" else "pool"]
        stride = layer.get("stride", 1 if kind == "conv" else window)
        padding = {"padding": "valid", **layer}["padding"]
        down, across = window if isinstance(window, tuple) else (window, window)
        for axis in (0, 1):
            step = stride[axis] if isinstance(stride, tuple) else stride
            shape[axis] = side(shape[axis], (down, across)[axis], step, padding)
        if kind == "conv":
            parameters = (1 + down * across * shape[2]) * layer["filters"]
            shape[2] = layer["filters"]
    elif kind not in {"relu", "dropout"}:
        raise NetworkError(kind)
    return [[shape, parameters], *trace_cnn(shape, rest)]
