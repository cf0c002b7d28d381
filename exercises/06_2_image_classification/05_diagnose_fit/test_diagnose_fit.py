"""Public checks of diagnose_fit: run them with `pytest` in this folder."""

import pytest
from checking import assert_same
from diagnose_fit import diagnose_fit


def assert_diagnosis(result, verdict, best):
    """Asserts that a result is a tuple of this verdict and this best epoch."""
    assert isinstance(result, tuple | list), f"expected a tuple, got a value of type {type(result).__name__}"
    assert len(result) == 2, f"expected a tuple of 2 values, got {len(result)}"
    assert isinstance(result[0], str), "expected a text, the verdict, as the first of the two values"
    assert result[0] == verdict, f"expected the verdict {verdict!r}, got {result[0]!r}"
    assert_same(result[1], best)


def test_a_large_distance_is_overfitting():
    """In the end 0.95 of the training images are right and 0.7 of the others: that is 0.25 apart."""
    history = {"accuracy": [0.6, 0.8, 0.95], "val_accuracy": [0.55, 0.7, 0.7], "val_loss": [1.1, 0.8, 0.9]}
    assert_diagnosis(diagnose_fit(history), "overfitting", 1)


def test_a_low_training_accuracy_is_underfitting():
    """In the end only 0.45 of the training images are right, less than 0.6."""
    history = {"accuracy": [0.3, 0.4, 0.45], "val_accuracy": [0.3, 0.35, 0.4], "val_loss": [1.4, 1.3, 1.2]}
    assert_diagnosis(diagnose_fit(history), "underfitting", 2)


def test_otherwise_the_fit_is_good():
    """0.9 and 0.85 are both high and close together. The validation loss is lowest in epoch 1, counted from 0."""
    history = {"accuracy": [0.7, 0.85, 0.9], "val_accuracy": [0.7, 0.8, 0.85], "val_loss": [0.9, 0.4, 0.5]}
    assert_diagnosis(diagnose_fit(history), "good", 1)


def test_limits_can_be_chosen():
    """A distance of 0.1 is more than 0.05, and a training accuracy of 0.9 is less than 0.95."""
    history = {"accuracy": [0.7, 0.9], "val_accuracy": [0.65, 0.8], "val_loss": [0.7, 0.5]}
    assert_diagnosis(diagnose_fit(history), "good", 1)
    assert_diagnosis(diagnose_fit(history, gap=0.05), "overfitting", 1)
    assert_diagnosis(diagnose_fit(history, low=0.95), "underfitting", 1)


def test_a_history_without_validation_is_refused():
    """Without the curves of the validation images there is nothing to compare with."""
    history = {"accuracy": [0.7, 0.9], "val_accuracy": [0.65, 0.8], "val_loss": [0.7, 0.5]}
    assert_diagnosis(diagnose_fit(history), "good", 1)
    with pytest.raises(ValueError):
        diagnose_fit({"loss": [0.8, 0.4], "accuracy": [0.7, 0.9]})
