"""Hidden checks of output_dims."""

import numpy as np
import pytest
from checking import assert_same
from output_dims import calculate_output_dimensions


def places(size, covered, stride):
    """Counts the starts from which a filter of `covered` cells stays inside `size` cells."""
    return sum(start + covered <= size for start in range(0, size, stride))


def assert_outputs(calls, expected):
    """Asks all before it compares: several answers tell one wrong idea from another."""
    results = [calculate_output_dimensions(*call) for call in calls]
    for result, value in zip(results, expected, strict=True):
        assert_same(result, value)


@pytest.mark.points(2)
def test_counts_every_place():
    """Valid padding at stride 1: each place where the filter lies inside the input counts, the first one too."""
    calls = [(10, 3), (13, 1), (12, 7), (9, 4), (5, 5)]
    assert_outputs(calls, [places(*call, 1) for call in calls])


@pytest.mark.points(2)
def test_stride_takes_whole_steps():
    """Valid padding with a stride: a last step that would reach over the end is not taken."""
    calls = [(10, 3, 2), (7, 2, 2), (9, 3, 3), (11, 4, 3), (23, 6, 4)]
    assert_outputs(calls, [places(*call) for call in calls])


@pytest.mark.points(2)
def test_same_depends_on_size_and_stride_only():
    """With "same" there is one output for each started stride, whatever the filter's size and dilation."""
    sizes = [(10, 3, 1), (10, 3, 2), (11, 3, 2), (7, 4, 3), (8, 4, 1), (3, 6, 2)]
    assert_outputs([(*size, "same") for size in sizes] + [(9, 3, 1, "same", 2)], [10, 5, 6, 3, 8, 2, 9])


@pytest.mark.points(1)
def test_integer_padding_is_on_both_sides():
    """An integer padding p makes the input 2p cells longer."""
    calls = [(10, 3, 1, 1), (11, 4, 2, 2), (7, 5, 3, 3), (2, 5, 1, 2), (8, 3, 2, 0)]
    assert_outputs(calls, [places(size + 2 * padding, covered, stride) for size, covered, stride, padding in calls])


@pytest.mark.points(1)
def test_dilation_spreads_the_taps():
    """A dilated filter covers dilation * (filter_size - 1) + 1 cells."""
    calls = [(12, 3, 1, "valid", 2), (13, 3, 2, "valid", 2), (17, 4, 1, "valid", 3), (9, 1, 2, "valid", 4)]
    calls += [(5, 3, 1, "valid", 2)]
    spread = [len(range(0, 1 + dilation * (size - 1))) for _, size, _, _, dilation in calls]
    assert_outputs(calls, [places(call[0], covered, call[2]) for call, covered in zip(calls, spread, strict=True)])


@pytest.mark.points(1)
def test_result_is_an_integer():
    """The result is an integer, so that it can be a shape: 26, not 26.0."""
    results = [calculate_output_dimensions(28, 3, 2, padding) for padding in ("valid", "same", 1)]
    for result, expected in zip(results, (13, 14, 14), strict=True):
        assert_same(result, expected)
        assert np.asarray(result).dtype.kind in "iu", "not an integer"


@pytest.mark.points(1)
def test_impossible_arguments_are_refused():
    """ValueError for an unknown or negative padding, a value below 1, and a filter that does not fit."""
    assert_same(calculate_output_dimensions(9, 3), 7)
    for impossible in [
        {"padding": "full"},
        {"padding": -1},
        {"input_size": 0},
        {"input_size": 0, "padding": "same"},
        {"filter_size": 0},
        {"stride": 0},
        {"dilation": 0},
        {"filter_size": 10},
        {"filter_size": 14, "padding": 2},
        {"filter_size": 5, "dilation": 3},
    ]:
        with pytest.raises(ValueError):
            calculate_output_dimensions(**{"input_size": 9, "filter_size": 3} | impossible)
