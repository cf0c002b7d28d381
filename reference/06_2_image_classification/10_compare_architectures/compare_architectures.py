import time
from collections.abc import Callable

import keras
import numpy as np


def compare_architectures(
    builders: dict[str, Callable[[], keras.Model]],
    x: np.ndarray,
    y: np.ndarray,
    x_val: np.ndarray,
    y_val: np.ndarray,
    epochs: int,
    seed: int,
) -> list[dict]:
    results = []
    for name, build in builders.items():
        # Before each one: what an earlier network has drawn then makes no difference to this one.
        keras.utils.set_random_seed(seed)
        model = build()
        model.compile(
            optimizer=keras.optimizers.Adam(0.01),
            loss="sparse_categorical_crossentropy",
            metrics=["accuracy"],
        )
        start = time.perf_counter()
        model.fit(x, y, epochs=epochs, verbose=0)
        seconds = time.perf_counter() - start
        # After the training a model is built in any case, so its weights can be counted.
        _, accuracy = model.evaluate(x_val, y_val, verbose=0)
        result = {
            "name": name,
            "params": model.count_params(),
            "output_shapes": [layer.output.shape[1:] for layer in model.layers],
            "val_accuracy": accuracy,
            "seconds": seconds,
        }
        results.append(result)
    # Equal ones keep their order, also in reverse.
    return sorted(results, key=lambda result: result["val_accuracy"], reverse=True)
