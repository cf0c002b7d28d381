import keras
from keras import layers


def build_simple_cnn(input_shape: tuple[int, int, int] = (28, 28, 1), num_classes: int = 10) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input(shape=input_shape),
            # Each pooling halves the map, so the second convolution sees a wider part of the image with
            # the same 3x3; twice the filters make room for the larger number of patterns found there.
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            # Nearly all weights are in this layer, which is why the dropout is here.
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
