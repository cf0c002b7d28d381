"""A subclass that is built by its first call and passes `training` on; one pooling serves all blocks."""

import keras


class Classifier(keras.Model):
    def __init__(self, num_classes, filters, kernel_size, pooling, dropout):
        super().__init__()
        self.convolutions = [
            keras.layers.Conv2D(count, kernel_size, padding="same", activation="relu") for count in filters
        ]
        self.pooling = pooling
        self.flatten = keras.layers.Flatten()
        self.dropout = keras.layers.Dropout(dropout)
        self.classify = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, images, training=False):
        x = images
        for convolution in self.convolutions:
            x = self.pooling(convolution(x))
        return self.classify(self.dropout(self.flatten(x), training=training))


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    match pool:
        case "max":
            pooling = keras.layers.MaxPooling2D()
        case "avg":
            pooling = keras.layers.AveragePooling2D(2)
        case _:
            raise ValueError("pool")
    return Classifier(num_classes, filters, kernel_size, pooling, dropout)
