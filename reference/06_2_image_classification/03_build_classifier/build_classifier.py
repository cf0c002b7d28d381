import keras
from keras import layers


def build_classifier(
    input_shape: tuple[int, int, int],
    num_classes: int,
    filters: tuple[int, ...] = (8, 16),
    kernel_size: int = 3,
    pool: str = "max",
    dropout: float = 0.0,
) -> keras.Model:
    if pool not in ("max", "avg"):
        raise ValueError(f"pool is {pool!r}, it must be 'max' or 'avg'")
    pooling = layers.MaxPooling2D if pool == "max" else layers.AveragePooling2D
    # With the input, the model is built at once: its weights can be counted before it has seen an image.
    model = keras.Sequential([keras.Input(input_shape)])
    for count in filters:
        model.add(layers.Conv2D(count, kernel_size, padding="same", activation="relu"))
        model.add(pooling(2))
    model.add(layers.Flatten())
    # A rate of 0 drops nothing, so there is nothing to decide.
    model.add(layers.Dropout(dropout))
    model.add(layers.Dense(num_classes, activation="softmax"))
    return model
