"""`train_on_batch` and `test_on_batch`, whose numbers are means since the metrics were last reset."""

import keras
import numpy as np


def compile_and_fit(model, train_ds, val_ds, epochs, learning_rate, patience=None):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    history, weights = {}, []
    for _ in range(epochs):
        for prefix, dataset, do in (("", train_ds, model.train_on_batch), ("val_", val_ds, model.test_on_batch)):
            model.reset_metrics()
            for images, labels in dataset:
                logs = do(images, labels, return_dict=True)
            for name, value in logs.items():
                history.setdefault(prefix + name, []).append(float(value))
        if patience is not None:
            weights.append(model.get_weights())
            best = int(np.argmin(history["val_loss"]))
            if len(weights) - 1 - best >= patience:
                break
    if patience is not None:
        model.set_weights(weights[best])
    return history
