"""A subclass made of two Sequential stages, built at once, that leaves `training` to Keras."""

import keras
from keras import layers


class SimpleCNN(keras.Model):
    def __init__(self, input_shape, num_classes):
        super().__init__()
        self.features = keras.Sequential()
        for filters in (32, 64):
            self.features.add(layers.Conv2D(filters, 3, activation="relu"))
            self.features.add(layers.MaxPooling2D())
        self.classifier = keras.Sequential(
            [
                layers.Flatten(),
                layers.Dense(128, activation="relu"),
                layers.Dropout(0.5),
                layers.Dense(num_classes),
                layers.Softmax(),
            ]
        )
        self(keras.ops.zeros((1, *input_shape)))

    def call(self, images):
        return self.classifier(self.features(images))


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    return SimpleCNN(input_shape, num_classes)
