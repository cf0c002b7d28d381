"""ReLU after the pooling, where there are fewer values: ReLU never changes which value is the largest."""

import keras
from keras import layers


def build_simple_cnn(input_shape=(28, 28, 1), num_classes=10):
    image = keras.Input(shape=input_shape)
    x = layers.MaxPooling2D(2)(layers.Conv2D(32, 3)(image))
    x = keras.ops.relu(x)
    x = layers.MaxPooling2D(2)(layers.Conv2D(64, 3)(x))
    x = layers.ReLU()(x)
    x = layers.Dense(128)(layers.Flatten()(x))
    # Dropout and ReLU can change places too: 0 stays 0, and doubling keeps the sign.
    x = layers.ReLU()(layers.Dropout(0.5)(x))
    return keras.Model(inputs=image, outputs=keras.ops.softmax(layers.Dense(num_classes)(x)))
