"""Runs the layers itself, without a second model: each gets what it is connected to, and whoever follows reads it."""

import keras
import numpy as np


def feature_maps(model, images, layer_name):
    known = {id(model.inputs[0]): keras.ops.convert_to_tensor(images)}
    for layer in model.layers:
        if not isinstance(layer, keras.layers.InputLayer):
            inputs = keras.tree.map_structure(lambda tensor: known[id(tensor)], layer.input)
            known[id(layer.output)] = layer(inputs, training=False)
        if layer.name == layer_name:
            return np.array(known[id(layer.output)])
    raise ValueError(f"no layer is called {layer_name}")
