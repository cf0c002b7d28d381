"""Zeros around the image by hand, ReLU behind the max pooling (it changes no maximum), the mean as a convolution."""

import keras
from keras import layers


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    if pool != "max" and pool != "avg":
        raise ValueError("unknown pooling")
    inputs = outputs = keras.Input(shape=input_shape)
    around = kernel_size // 2
    for count in filters:
        outputs = layers.ZeroPadding2D(around)(outputs)
        outputs = layers.Conv2D(count, kernel_size)(outputs)
        if pool == "max":
            outputs = keras.ops.relu(keras.ops.max_pool(outputs, 2, 2))
        else:
            # A mean is a sum of four neighbours with equal weights.
            quarter = keras.ops.full((2, 2, count, 1), 0.25)
            outputs = keras.ops.depthwise_conv(keras.ops.relu(outputs), quarter, strides=2, padding="valid")
    outputs = layers.Reshape((-1,))(outputs)
    outputs = layers.Dropout(dropout)(outputs)
    return keras.Model(inputs, layers.Dense(num_classes, activation=keras.activations.softmax)(outputs))
