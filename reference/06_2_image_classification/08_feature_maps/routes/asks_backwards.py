"""Begins at the layer and asks for what it needs, back to the images."""

import numpy as np


def feature_maps(model, images, layer_name):
    def output_of(tensor):
        if tensor is model.inputs[0]:
            return images
        return run(tensor._keras_history.operation)

    def run(layer):
        needed = layer.input
        inputs = [output_of(one) for one in needed] if isinstance(needed, list) else output_of(needed)
        return layer(inputs, training=False)

    (layer,) = [layer for layer in model.layers if layer.name == layer_name]
    return np.asarray(run(layer))
