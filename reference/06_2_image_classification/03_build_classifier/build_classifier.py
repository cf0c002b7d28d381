import keras


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
    pooling = keras.layers.MaxPooling2D if pool == "max" else keras.layers.AveragePooling2D
    # With the input, the model is built at once: its weights can be counted before it has seen an image.
    model = keras.Sequential([keras.Input(input_shape)])
    for count in filters:
        model.add(keras.layers.Conv2D(count, kernel_size, padding="same", activation="relu"))
        model.add(pooling(2))
    model.add(keras.layers.Flatten())
    # A rate of 0 drops nothing, so there is nothing to decide.
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model
