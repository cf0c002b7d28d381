"""Each network is built before the training, and its shapes are computed from layer to layer."""

import time

import keras


def describe(model, shape):
    shapes = []
    for layer in model.layers:
        shape = layer.compute_output_shape(shape)
        shapes.append(list(shape[1:]))
    return {"params": model.count_params(), "output_shapes": shapes}


def compare_architectures(builders, x, y, x_val, y_val, epochs, seed):
    table = []
    for place, (name, builder) in enumerate(builders.items()):
        keras.utils.set_random_seed(seed)
        model = builder()
        if not model.built:
            model.build((None, *x.shape[1:]))
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.01),
            loss=keras.losses.SparseCategoricalCrossentropy(),
            metrics=[keras.metrics.SparseCategoricalAccuracy()],
        )
        start = time.monotonic()
        for _ in range(epochs):
            model.fit(x, y, verbose=0)
        seconds = time.monotonic() - start
        accuracy = model.evaluate(x_val, y_val, verbose=0, return_dict=True)["sparse_categorical_accuracy"]
        table.append((-accuracy, place, {"name": name, "seconds": seconds, "val_accuracy": accuracy}, model))
    table.sort(key=lambda row: row[:2])
    return [row | describe(model, (None, *x.shape[1:])) for _, _, row, model in table]
