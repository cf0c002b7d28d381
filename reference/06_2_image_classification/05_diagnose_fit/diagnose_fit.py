def diagnose_fit(history: dict[str, list[float]], gap: float = 0.15, low: float = 0.6) -> tuple[str, int]:
    # A list that is missing is as good as an empty one.
    accuracy, val_accuracy, val_loss = (history.get(key, []) for key in ("accuracy", "val_accuracy", "val_loss"))
    if not len(accuracy) == len(val_accuracy) == len(val_loss):
        raise ValueError("there must be three curves, all equally long")
    # Of several equal values, `index` gives the first; without any, `min` raises a ValueError by itself.
    best = val_loss.index(min(val_loss))
    # Who has not learned the training images has not learned them by heart either: so this comes first.
    if accuracy[-1] < low:
        return "underfitting", best
    if accuracy[-1] - val_accuracy[-1] > gap:
        return "overfitting", best
    return "good", best
