"""Diagnose a fit: what do the learning curves say?"""


def diagnose_fit(history: dict[str, list[float]], gap: float = 0.15, low: float = 0.6) -> tuple[str, int]:
    """Says what is wrong with a fit, if anything is, and after which epoch it was at its best.

    The verdict follows from the accuracies of the *last* epoch. Two questions are asked, in this order:

    1. Is the training accuracy below `low`? Then the verdict is `"underfitting"`, whatever the
       validation accuracy is.
    2. Is the training accuracy higher than the validation accuracy, by more than `gap`? Then the
       verdict is `"overfitting"`.

    If both answers are no, the verdict is `"good"`. So a training accuracy of exactly `low` is not
    below it, and a distance of exactly `gap` is not more.

    The best epoch is the one with the lowest validation loss, and the first of these if there are
    several. It does not depend on the verdict.

    Args:
        history: dict of lists of numbers, one for each epoch, as Keras gives it. The lists
            `"accuracy"`, `"val_accuracy"` and `"val_loss"` are needed; accuracies lie between 0 and
            1. Whatever else is in it, such as `"loss"`, does not count. It is not modified.
        gap: float, how far the training accuracy may be above the validation accuracy. Defaults
            to 0.15.
        low: float, what the training accuracy must reach. Defaults to 0.6.

    Returns:
        A tuple of the verdict, one of the three strings, and the best epoch, an integer (`int` or a
        NumPy integer). Epochs are counted from 0.

    Raises:
        ValueError: If one of the three lists is missing or empty, or if they are not all equally
            long.

    Example:
        >>> history = {
        ...     "loss": [0.9, 0.6, 0.4, 0.2],
        ...     "accuracy": [0.55, 0.7, 0.85, 0.95],
        ...     "val_loss": [1.0, 0.7, 0.6, 0.8],
        ...     "val_accuracy": [0.5, 0.65, 0.75, 0.7],
        ... }
        >>> diagnose_fit(history)
        ('overfitting', 2)
        >>> diagnose_fit(history, gap=0.5)
        ('good', 2)
        >>> diagnose_fit(history, low=0.99)
        ('underfitting', 2)
    """
    raise NotImplementedError("diagnose_fit is yours to write")
