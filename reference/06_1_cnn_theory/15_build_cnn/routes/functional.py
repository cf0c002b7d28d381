"""Functional: each layer is called on the output of the one before, and ReLU is a function of Keras."""

import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPool2D


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    image = keras.Input(input_shape, name="image")
    x = Conv2D(filters=32, kernel_size=(3, 3), activation=keras.activations.relu)(image)
    x = MaxPool2D()(x)
    x = Conv2D(filters=64, kernel_size=(3, 3), activation=keras.activations.relu)(x)
    x = MaxPool2D()(x)
    x = Dense(128, activation=keras.activations.relu)(Flatten()(x))
    x = Dropout(0.5)(x)
    return keras.Model(image, Dense(num_classes, activation="softmax")(x))
