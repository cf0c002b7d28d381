"""Sequential without an Input: the sizes are found at the first call, and the weights made then."""

import keras


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    stages = []
    for filters in (32, 64):
        stages += [keras.layers.Conv2D(filters, 3, activation="relu"), keras.layers.MaxPooling2D()]
    head = [
        keras.layers.Flatten(),
        keras.layers.Dense(128, "relu"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(num_classes, "softmax"),
    ]
    return keras.Sequential(stages + head)
