"""A subclass that passes `training` on to the dropout, as many tutorials write it."""

import keras


class SimpleCNN(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.conv1 = keras.layers.Conv2D(32, 3, activation="relu")
        self.conv2 = keras.layers.Conv2D(64, 3, activation="relu")
        self.pool = keras.layers.MaxPooling2D(2)
        self.dropout = keras.layers.Dropout(0.5)
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(128, activation="relu")
        self.classify = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, images, training=False):
        features = self.pool(self.conv2(self.pool(self.conv1(images))))
        hidden = self.hidden(self.flatten(features))
        return self.classify(self.dropout(hidden, training=training))


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    return SimpleCNN(num_classes)
