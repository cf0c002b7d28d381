"""`predict` runs at inference and gives a NumPy array by itself; the name is looked up in a list."""

import keras


def feature_maps(model, images, layer_name):
    names = [layer.name for layer in model.layers]
    if layer_name not in names:
        raise ValueError(f"{layer_name} is none of {', '.join(names)}")
    extractor = keras.models.Model(inputs=model.inputs, outputs=model.layers[names.index(layer_name)].output)
    return extractor.predict(images, verbose=0)
