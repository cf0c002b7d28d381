"""Keras's layer for it; a layer takes integers and floats alike."""

import keras


def to_unit_range(ds):
    rescale = keras.layers.Rescaling(1 / 255)
    return ds.map(lambda images, labels: (rescale(images), labels), num_parallel_calls=4).prefetch(2)
