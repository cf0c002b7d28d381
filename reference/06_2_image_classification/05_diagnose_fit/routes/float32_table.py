"""Makes one array of float32 of the three lists, and leaves to NumPy what does not fit together."""

import numpy as np


def diagnose_fit(history, gap=0.15, low=0.6):
    keys = ["accuracy", "val_accuracy", "val_loss"]
    if set(keys) - history.keys():
        raise ValueError("a curve is missing")
    # NumPy refuses ragged lists with a ValueError of its own.
    table = np.array([history[key] for key in keys], dtype=np.float32)
    if table.size == 0:
        raise ValueError("no epochs")
    train, validation, _ = table[:, -1]
    verdicts = ["underfitting", "overfitting", "good"]
    return verdicts[np.argmax([train < low, train - validation > gap, True])], table[2].argmin()
