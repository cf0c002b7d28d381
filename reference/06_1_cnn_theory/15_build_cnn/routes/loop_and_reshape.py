"""The stages in a loop, Reshape for Flatten, and dropout before the dense layer of 128."""

import keras
from keras import layers


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    inputs = outputs = keras.Input(shape=input_shape)
    for filters in (32, 64):
        outputs = layers.Conv2D(filters, kernel_size=3, strides=1, activation="relu")(outputs)
        outputs = layers.MaxPooling2D(pool_size=2, strides=2)(outputs)
    outputs = layers.Reshape((-1,))(outputs)
    outputs = layers.Dropout(rate=0.5)(outputs)
    for units, activation in [(128, "relu"), (num_classes, "softmax")]:
        outputs = layers.Dense(units, activation=activation)(outputs)
    return keras.Model(inputs, outputs)
