"""Sorts the epochs by their loss; the sort is stable, so the first of equal ones stays in front."""


class NoDiagnosis(ValueError):
    pass


def diagnose_fit(history, gap=0.15, low=0.6):
    try:
        epochs = list(zip(history["accuracy"], history["val_accuracy"], history["val_loss"], strict=True))
        accuracy, val_accuracy, _ = epochs[-1]
    except (KeyError, IndexError, ValueError) as error:
        raise NoDiagnosis(str(error)) from error
    ranking = sorted(range(len(epochs)), key=lambda epoch: epochs[epoch][2])
    match (accuracy < low, accuracy - val_accuracy > gap):
        case (True, _):
            verdict = "underfitting"
        case (_, True):
            verdict = "overfitting"
        case _:
            verdict = "good"
    return [verdict, ranking[0]]
