"""Hidden checks of diagnose_fit."""

import copy

import pytest
from checking import assert_same
from diagnose_fit import diagnose_fit

# All accuracies are eighths or sixteenths, so that their distances are exact, in float32 too.


def curves(accuracy, val_accuracy, val_loss, loss=None):
    """A history as Keras gives it; unless it is told otherwise, the training loss falls all the time."""
    loss = loss or [2 / (epoch + 1) for epoch in range(len(accuracy))]
    return {"accuracy": accuracy, "loss": loss, "val_accuracy": val_accuracy, "val_loss": val_loss}


def diagnoses(cases):
    """Asks for all cases, each a history and the other arguments by name, before anything is compared."""
    results = [diagnose_fit(copy.deepcopy(history), **options) for history, options in cases]
    for result in results:
        assert isinstance(result, tuple | list), f"expected a tuple, got a value of type {type(result).__name__}"
        assert len(result) == 2, f"expected a tuple of 2 values, got {len(result)}"
    return results


def assert_verdicts(cases):
    """Compares the verdicts, the first of the two values, with what they should be."""
    results = diagnoses([(history, options) for history, options, _ in cases])
    for (verdict, _), (_, _, expected) in zip(results, cases, strict=True):
        assert isinstance(verdict, str), f"the first value should be a text, got type {type(verdict).__name__}"
        assert verdict == expected, f"expected the verdict {expected!r}, got {verdict[:40]!r}"


def assert_best(cases):
    """Compares the best epochs, the second of the two values, with what they should be."""
    results = diagnoses([(history, {}) for history, _ in cases])
    for (_, best), (_, expected) in zip(results, cases, strict=True):
        assert_same(best, expected)


@pytest.mark.points(2)
def test_best_epoch_has_the_lowest_validation_loss():
    """The best epoch is the one with the lowest validation loss, counted from 0, whatever the verdict is."""
    assert_best(
        [
            # The loss rises once and falls again; loss, accuracies and the last epoch point elsewhere.
            (
                curves(
                    [0.25, 0.5, 0.625, 0.75, 0.875, 0.9375],
                    [0.25, 0.5, 0.625, 0.5, 0.75, 0.625],
                    [1.5, 1.0, 1.25, 0.75, 0.875, 2.0],
                    [1.75, 1.25, 1.0, 0.75, 0.25, 0.5],
                ),
                3,
            ),
            (curves([0.875, 0.75, 0.25], [0.75, 0.875, 0.125], [0.5, 0.625, 3.0], [0.75, 0.5, 1.0]), 0),
            (curves([0.25, 0.375, 0.5, 0.75], [0.375, 0.5, 0.25, 0.625], [1.25, 1.75, 1.5, 1.125]), 3),
            # Large losses that hardly differ.
            (curves([0.5, 0.75, 0.875], [0.5, 0.75, 0.75], [2000.0, 999.75, 999.5], [3.0, 1.0, 2.0]), 2),
            (curves([0.75], [0.5], [1.5]), 0),
        ]
    )


@pytest.mark.points(1)
def test_of_equal_epochs_the_first_is_best():
    """If several epochs have the lowest validation loss, the first of them is the best."""
    assert_best(
        [
            (curves([0.5, 0.625, 0.75, 0.875], [0.5, 0.75, 0.625, 0.875], [1.0, 0.5, 0.75, 0.5]), 1),
            (curves([0.5, 0.625, 0.75], [0.5, 0.625, 0.75], [0.75, 0.75, 0.75]), 0),
            (
                curves(
                    [0.5, 0.625, 0.75, 0.75, 0.875],
                    [0.5, 0.625, 0.5, 0.75, 0.625],
                    [1.5, 1.0, 0.25, 0.25, 0.25],
                ),
                2,
            ),
        ]
    )


@pytest.mark.points(2)
def test_overfitting_is_a_distance_in_the_last_epoch():
    """It is overfitting if, in the last epoch, the training accuracy is above the other one by more than the gap."""
    assert_verdicts(
        [
            # Close together in the best epoch and before, but far apart in the end.
            (curves([0.5, 0.75, 1.0], [0.5, 0.75, 0.75], [1.0, 0.5, 0.625]), {}, "overfitting"),
            # The other way round: what was once far apart is no longer.
            (curves([0.75, 1.0, 0.875], [0.25, 0.5, 0.8125], [0.5, 0.75, 1.0]), {}, "good"),
            # Better on the validation images.
            (curves([0.5, 0.625], [0.75, 0.9375], [0.5, 0.25]), {}, "good"),
            # The validation loss rises to twice the training loss, the accuracies stay together.
            (curves([0.75, 0.875, 0.875], [0.75, 0.75, 0.75], [0.5, 0.75, 1.5]), {}, "good"),
            # The validation loss falls all the time, and is below the training loss.
            (curves([0.625, 0.75, 0.9375], [0.5, 0.625, 0.75], [0.5, 0.375, 0.25]), {}, "overfitting"),
            # An eighth apart, which is a sixth of the training accuracy.
            (curves([0.5, 0.75], [0.5, 0.625], [0.5, 0.375]), {}, "good"),
            (curves([0.875], [0.375], [0.75]), {}, "overfitting"),
        ]
    )


@pytest.mark.points(2)
def test_underfitting_is_a_low_training_accuracy():
    """It is underfitting if, in the last epoch, the training accuracy is low, whatever the validation accuracy is."""
    assert_verdicts(
        [
            (curves([0.25, 0.375, 0.5], [0.25, 0.375, 0.4375], [1.5, 1.25, 1.0]), {}, "underfitting"),
            # Far apart as well.
            (curves([0.375, 0.5], [0.25, 0.125], [1.5, 1.75]), {}, "underfitting"),
            # Higher on the validation images.
            (curves([0.375, 0.5], [0.5, 0.75], [1.25, 1.0]), {}, "underfitting"),
            # It was high, also in the best epoch, and is low in the end.
            (curves([0.625, 0.875, 0.5], [0.625, 0.875, 0.5], [0.75, 0.5, 2.0]), {}, "underfitting"),
            # It was low, also in the best epoch, and is high in the end; the validation accuracy is not.
            (curves([0.125, 0.25, 0.625], [0.125, 0.25, 0.5], [1.0, 0.75, 1.5]), {}, "good"),
            (curves([0.375], [0.375], [1.25]), {}, "underfitting"),
        ]
    )


@pytest.mark.points(1)
def test_another_gap_or_low_gives_another_verdict():
    """Both limits are arguments: with another gap or another low, the same curves have another verdict."""
    far = curves([0.5, 0.75], [0.5, 0.5], [1.0, 0.75])
    near = curves([0.5, 0.875], [0.5, 0.8125], [1.0, 0.75])
    weak = curves([0.25, 0.375], [0.25, 0.25], [1.5, 1.25])
    assert_verdicts(
        [
            (far, {"gap": 0.375}, "good"),
            (far, {"low": 0.875}, "underfitting"),
            (near, {"gap": 0.03125}, "overfitting"),
            (near, {"gap": 0.03125, "low": 0.9375}, "underfitting"),
            (weak, {"low": 0.25}, "good"),
            (weak, {"low": 0.25, "gap": 0.0625}, "overfitting"),
            # What the defaults are, to a hundredth.
            (curves([0.75], [0.59375], [1.0]), {}, "overfitting"),
            (curves([0.75], [0.609375], [1.0]), {}, "good"),
            (curves([0.59375], [0.5], [1.0]), {}, "underfitting"),
            (curves([0.609375], [0.5], [1.0]), {}, "good"),
        ]
    )


@pytest.mark.points(1)
def test_exactly_at_a_limit_is_still_good():
    """A training accuracy of exactly `low` is not below it, and a distance of exactly `gap` is not more."""
    assert_verdicts(
        [
            (curves([0.5, 0.875], [0.5, 0.625], [1.0, 0.75]), {"gap": 0.25}, "good"),
            (curves([0.25, 0.75], [0.25, 0.75], [1.0, 0.75]), {"low": 0.75}, "good"),
            (curves([0.25, 0.5], [0.25, 0.5], [1.0, 0.75]), {"gap": 0, "low": 0.5}, "good"),
        ]
    )


@pytest.mark.points(1)
def test_incomplete_histories_are_refused_and_the_others_kept():
    """ValueError for a list that is missing, empty or of another length; the history itself is not changed."""
    legal = {"accuracy": [0.5, 0.75, 0.625], "val_accuracy": [0.5, 0.625, 0.75], "val_loss": [1.0, 0.5, 0.75]}
    handed_in = copy.deepcopy(legal)
    result = diagnose_fit(handed_in)
    assert isinstance(result, tuple | list), "expected a tuple"
    assert len(result) == 2, "expected a tuple of 2 values"
    # Whatever is wrong with the values has been judged already.
    assert_same(result[1], 1, atol=9)
    assert handed_in == legal, "the history was changed"
    for key, values in legal.items():
        others = {other: legal[other] for other in legal if other != key} | {"loss": [1.0, 0.75, 0.5]}
        for impossible in [others, others | {key: []}, others | {key: values[:2]}, others | {key: [*values, 0.875]}]:
            with pytest.raises(ValueError):
                diagnose_fit(copy.deepcopy(impossible))
    for impossible in [{}, {key: [] for key in legal}]:
        with pytest.raises(ValueError):
            diagnose_fit(impossible)
