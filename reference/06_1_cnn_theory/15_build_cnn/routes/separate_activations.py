"""Activations as layers of their own, and the model grows with `add`."""

import keras
from keras import layers


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    model = keras.Sequential(name="simple_cnn")
    model.add(keras.Input(input_shape))
    model.add(layers.Conv2D(32, (3, 3), padding="valid"))
    model.add(layers.ReLU())
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Conv2D(64, (3, 3), padding="valid"))
    model.add(layers.Activation("relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(128))
    model.add(layers.ReLU())
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(num_classes))
    model.add(layers.Softmax())
    return model
