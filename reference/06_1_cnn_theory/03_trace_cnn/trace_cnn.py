import math


def trace_cnn(input_shape: tuple[int, int, int], layers: list[dict]) -> list[tuple[tuple[int, ...], int]]:
    shape = tuple(input_shape)
    trace = []
    for layer in layers:
        # The only memory of what came before is the shape.
        shape, parameters = step(shape, layer)
        trace.append((shape, parameters))
    return trace


def step(shape, layer):
    kind = layer["type"]
    if kind in ("relu", "dropout"):
        return shape, 0
    if kind == "batchnorm":
        # A scale and a shift that are trained, a mean and a variance that are measured.
        return shape, 4 * shape[-1]
    if kind == "flatten":
        return (math.prod(shape),), 0
    if kind == "dense":
        if len(shape) != 1:
            raise ValueError(f"a dense layer needs one axis, got {shape}: flatten first")
        return (layer["units"],), (shape[0] + 1) * layer["units"]
    if kind not in ("conv", "maxpool", "avgpool"):
        raise ValueError(f"unknown type of layer: {kind!r}")
    if len(shape) != 3:
        raise ValueError(f"{kind} needs height, width and channels, got {shape}")
    height, width, channels = shape
    window = as_pair(layer["kernel"] if kind == "conv" else layer["pool"])
    stride = as_pair(layer.get("stride", 1 if kind == "conv" else window))
    padding = layer.get("padding", "valid")
    height = places(height, window[0], stride[0], padding)
    width = places(width, window[1], stride[1], padding)
    if kind != "conv":
        return (height, width, channels), 0
    weights = window[0] * window[1] * channels
    return (height, width, layer["filters"]), (weights + 1) * layer["filters"]


def as_pair(value):
    return (value, value) if isinstance(value, int) else value


def places(size, window, stride, padding):
    if padding == "same":
        return -(-size // stride)
    if padding != "valid":
        raise ValueError(f'padding must be "valid" or "same": {padding!r}')
    if window > size:
        raise ValueError(f"a window of {window} does not fit into {size}")
    # A last step that would reach over the end is not taken.
    return (size - window) // stride + 1
