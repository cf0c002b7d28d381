"""Lets the whole model run, and listens in on the layer: its `call` is wrapped, and put back afterwards."""

import numpy as np


def feature_maps(model, images, layer_name):
    layer = model.get_layer(name=layer_name)
    original = layer.call
    heard = []

    def listening(*args, **kwargs):
        heard.append(original(*args, **kwargs))
        return heard[-1]

    layer.call = listening
    try:
        model(images, training=False)
    finally:
        layer.call = original
    return np.asarray(heard[0])
