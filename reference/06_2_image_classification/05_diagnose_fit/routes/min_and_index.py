"""Plain Python: `min` finds the lowest loss and `index` its first place."""


def diagnose_fit(history, gap=0.15, low=0.6):
    train = history.get("accuracy") or []
    validation = history.get("val_accuracy") or []
    losses = history.get("val_loss") or []
    if {len(train), len(validation), len(losses)} != {max(1, len(train))}:
        raise ValueError("three lists of the same length, please")
    best_epoch = losses.index(min(losses))
    if train[-1] >= low:
        return ("good" if train[-1] - gap <= validation[-1] else "overfitting"), best_epoch
    return "underfitting", best_epoch
