"""Walks through the epochs once and remembers what it has seen; no list is asked for its length."""


def diagnose_fit(history, gap=0.15, low=0.6):
    walks = []
    for name in ["val_loss", "accuracy", "val_accuracy"]:
        if name not in history:
            raise ValueError(name)
        walks.append(iter(history[name]))
    best = lowest = None
    epoch = 0
    while True:
        values = []
        for walk in walks:
            for value in walk:
                values.append(value)
                break
        if not values:
            break
        if len(values) < 3:
            raise ValueError("one of the lists has come to its end before the others")
        if best is None or values[0] < lowest:
            best, lowest = epoch, values[0]
        train, other = values[1], values[2]
        epoch += 1
    if best is None:
        raise ValueError("no epoch")
    verdict = "good"
    if train > other + gap:
        verdict = "overfitting"
    if train < low:
        verdict = "underfitting"
    return verdict, best
