"""A model made of layers of our own: a block is a layer, built at once, and the weights keep their order."""

import keras


class Block(keras.layers.Layer):
    def __init__(self, filters, kernel_size, kind):
        super().__init__()
        self.convolution = keras.layers.Conv2D(filters, kernel_size, padding="same", activation="relu")
        self.kind = kind

    def call(self, x):
        x = self.convolution(x)
        if self.kind == "max":
            return keras.ops.max_pool(x, 2, 2)
        return keras.ops.average_pool(x, 2, 2)


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    if {"max": 1, "avg": 1}.get(pool) is None:
        raise ValueError
    head = [keras.layers.Flatten(), keras.layers.Dropout(dropout), keras.layers.Dense(num_classes, "softmax")]
    model = keras.Sequential([Block(count, kernel_size, pool) for count in filters] + head)
    model.build((None, *input_shape))
    return model
