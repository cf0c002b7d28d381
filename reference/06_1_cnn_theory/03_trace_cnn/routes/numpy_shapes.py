"""NumPy for both sides at once: shapes are arrays, and all numbers floats in single precision."""

import numpy as np


def trace_cnn(input_shape, layers):
    shape = np.array(input_shape, dtype=np.float32)
    trace = []
    for layer in layers:
        parameters = np.float32(0)
        match layer:
            case {"type": "relu" | "dropout"}:
                pass
            case {"type": "batchnorm"}:
                parameters = 4 * shape[-1]
            case {"type": "flatten"}:
                shape = np.prod(shape, keepdims=True)
            case {"type": "dense", "units": units} if shape.size == 1:
                parameters = shape[0] * units + units
                shape = np.array([units], dtype=np.float32)
            case {"type": "conv", "filters": filters, "kernel": kernel} if shape.size == 3:
                parameters = filters * (1 + np.prod(np.broadcast_to(kernel, 2)) * shape[2])
                shape = np.append(sides(shape[:2], kernel, layer.get("stride", 1), layer), filters)
            case {"type": "maxpool" | "avgpool", "pool": pool} if shape.size == 3:
                shape = np.append(sides(shape[:2], pool, layer.get("stride", pool), layer), shape[2])
            case _:
                raise ValueError(f"{layer} after {shape}")
        trace.append((shape.copy(), parameters))
    return trace


def sides(size, window, stride, layer):
    padding = layer.get("padding", "valid")
    if padding not in ("valid", "same"):
        raise ValueError(padding)
    if padding == "same":
        return np.ceil(size / np.array(stride))
    if np.any(np.array(window) > size):
        raise ValueError("window")
    return np.floor((size - np.array(window)) / np.array(stride)) + 1
