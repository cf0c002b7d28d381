"""Hidden checks of output_dims."""

import numpy as np
import pytest
from checking import assert_same
from output_dims import calculate_output_dimensions


def places(size, covered, stride):
    """Counts the starts from which a filter of `covered` cells stays inside `size` cells."""
    return sum(start + covered <= size for start in range(0, size, stride))


@pytest.mark.points(2)
def test_counts_every_place():
    """Valid padding at stride 1: each place where the filter lies inside the input counts, the first one too."""
    for size, filter_size in [(10, 3), (13, 1), (12, 7), (9, 4), (5, 5)]:
        assert_same(
            calculate_output_dimensions(size, filter_size),
            places(size, filter_size, 1),
        )


@pytest.mark.points(2)
def test_stride_takes_whole_steps():
    """Valid padding with a stride: a last step that would reach over the end is not taken."""
    for size, filter_size, stride in [(10, 3, 2), (7, 2, 2), (9, 3, 3), (11, 4, 3), (23, 6, 4)]:
        assert_same(
            calculate_output_dimensions(size, filter_size, stride),
            places(size, filter_size, stride),
        )


@pytest.mark.points(2)
def test_same_depends_on_size_and_stride_only():
    """With "same" there is one output for each started stride, whatever the filter's size and dilation."""
    probes = [(10, 3, 1, 10), (10, 3, 2, 5), (11, 3, 2, 6), (7, 4, 3, 3), (8, 4, 1, 8), (3, 6, 2, 2)]
    for size, filter_size, stride, expected in probes:
        assert_same(
            calculate_output_dimensions(size, filter_size, stride, "same"),
            expected,
        )
    assert_same(calculate_output_dimensions(9, 3, padding="same", dilation=2), 9)


@pytest.mark.points(1)
def test_integer_padding_is_on_both_sides():
    """An integer padding p makes the input 2p cells longer."""
    for size, filter_size, stride, padding in [(10, 3, 1, 1), (11, 4, 2, 2), (7, 5, 3, 3), (2, 5, 1, 2), (8, 3, 2, 0)]:
        assert_same(
            calculate_output_dimensions(size, filter_size, stride, padding),
            places(size + 2 * padding, filter_size, stride),
        )


@pytest.mark.points(1)
def test_dilation_spreads_the_taps():
    """A dilated filter covers dilation * (filter_size - 1) + 1 cells."""
    for size, filter_size, stride, dilation in [
        (12, 3, 1, 2),
        (13, 3, 2, 2),
        (17, 4, 1, 3),
        (9, 1, 2, 4),
        (5, 3, 1, 2),
    ]:
        covered = 1 + sum(dilation for _ in range(filter_size - 1))
        assert_same(
            calculate_output_dimensions(size, filter_size, stride, dilation=dilation),
            places(size, covered, stride),
        )


@pytest.mark.points(1)
def test_result_is_an_integer():
    """The result is an integer, so that it can be a shape: 26, not 26.0."""
    for padding in ["valid", "same", 1]:
        result = calculate_output_dimensions(28, 3, 2, padding)
        assert_same(result, {"valid": 13, "same": 14, 1: 14}[padding])
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
