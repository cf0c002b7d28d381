import numpy as np


def diagnose_fit(history: dict[str, list[float]], gap: float = 0.15, low: float = 0.6) -> tuple[str, int]:
    for key in ("accuracy", "val_accuracy", "val_loss"):
        if key not in history:
            raise ValueError(f"the history has no {key}")
    accuracy, val_accuracy, val_loss = history["accuracy"], history["val_accuracy"], history["val_loss"]
    if not len(accuracy) == len(val_accuracy) == len(val_loss):
        raise ValueError("the curves must be equally long")
    if not accuracy:
        raise ValueError("there is no epoch")
    # Of several equal values, argmin gives the first.
    best = int(np.argmin(val_loss))
    # Who has not learned the training images has not learned them by heart either: so this comes first.
    if accuracy[-1] < low:
        return "underfitting", best
    if accuracy[-1] - val_accuracy[-1] > gap:
        return "overfitting", best
    return "good", best
