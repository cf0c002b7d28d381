"""Functional: each layer is called on the output of the one before; a dropout is made only where one is asked for."""

import keras
from keras.layers import AvgPool2D, Conv2D, Dense, Dropout, Flatten, MaxPool2D


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    poolings = {"max": MaxPool2D, "avg": AvgPool2D}
    if pool not in poolings:
        raise ValueError(f"no pooling is called {pool}")
    image = keras.Input(input_shape, name="image")
    x = image
    for number, count in enumerate(filters):
        x = Conv2D(count, (kernel_size, kernel_size), (1, 1), "same", activation="relu", name=f"conv{number}")(x)
        x = poolings[pool]((2, 2), strides=2, name=f"pool{number}")(x)
    x = Flatten()(x)
    if dropout > 0:
        x = Dropout(dropout)(x)
    return keras.Model(image, Dense(num_classes, activation="softmax")(x))
