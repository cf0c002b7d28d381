"""Loops only: places are walked, weights and numbers are counted one by one."""


def walk(size, window, stride, padding):
    count = start = 0
    while start < size:
        if padding == "same" or start + window <= size:
            count += 1
        start += stride
    if count == 0:
        raise ValueError("no place for a window")
    return count


def trace_cnn(input_shape, layers):
    trace = []
    height, width, channels = input_shape
    row = None  # as soon as there is neither height nor width
    for layer in layers:
        kind = layer["type"]
        parameters = 0
        if kind == "conv" or kind == "maxpool" or kind == "avgpool":
            if row is not None:
                raise ValueError("no image any more")
            padding = layer.get("padding", "valid")
            if padding != "valid" and padding != "same":
                raise ValueError("padding")
            if kind == "conv":
                window, stride = layer["kernel"], layer.get("stride", 1)
            else:
                window = layer["pool"]
                stride = layer.get("stride", window)
            if isinstance(window, int):
                window = (window, window)
            if isinstance(stride, int):
                stride = (stride, stride)
            height = walk(height, window[0], stride[0], padding)
            width = walk(width, window[1], stride[1], padding)
            if kind == "conv":
                for _ in range(layer["filters"]):
                    parameters += 1
                    for _ in range(channels):
                        for _ in range(window[0]):
                            parameters += window[1]
                channels = layer["filters"]
        elif kind == "flatten":
            row = 0
            for _ in range(height):
                for _ in range(width):
                    row += channels
        elif kind == "dense":
            if row is None:
                raise ValueError("flatten first")
            for _ in range(layer["units"]):
                parameters += row + 1
            row = layer["units"]
        elif kind == "batchnorm":
            for _ in range(4):
                parameters += channels if row is None else row
        elif kind != "relu" and kind != "dropout":
            raise ValueError("type")
        trace.append(((height, width, channels) if row is None else (row,), parameters))
    return trace
