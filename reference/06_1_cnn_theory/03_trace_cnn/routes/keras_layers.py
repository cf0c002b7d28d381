"""Keras' own layers say what comes out of them, and count their parameters."""

import keras


def as_layer(layer, rank):
    kind = layer["type"]
    if kind in ("relu", "dropout"):
        return keras.layers.Identity()
    if kind == "batchnorm":
        return keras.layers.BatchNormalization()
    if kind == "flatten":
        return keras.layers.Flatten()
    if kind == "dense":
        if rank != 1:
            raise ValueError("flatten first")
        return keras.layers.Dense(layer["units"])
    # Keras refuses the rest itself: what is unknown here, and later what does not fit.
    how = {"strides": layer["stride"]} if "stride" in layer else {}
    how["padding"] = layer.get("padding", "valid")
    if kind == "conv":
        return keras.layers.Conv2D(layer["filters"], layer["kernel"], **how)
    pooling = {"maxpool": keras.layers.MaxPooling2D, "avgpool": keras.layers.AveragePooling2D}
    if kind not in pooling:
        raise ValueError(kind)
    return pooling[kind](layer["pool"], **how)


def trace_cnn(input_shape, layers):
    shape = (None, *input_shape)
    trace = []
    for description in layers:
        layer = as_layer(description, len(shape) - 1)
        after = layer.compute_output_shape(shape)
        if len(after) == 4 and min(after[1:]) < 1:
            raise ValueError("too small")
        layer.build(shape)
        trace.append((tuple(after[1:]), layer.count_params()))
        shape = after
    return trace
