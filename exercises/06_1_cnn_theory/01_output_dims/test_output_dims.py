"""Public checks of output_dims: run them with `pytest` in this folder."""

import pytest
from checking import assert_same
from output_dims import calculate_output_dimensions


def test_filter_slides_over_the_input():
    """A filter of 3 has 26 positions in an input of 28."""
    assert_same(calculate_output_dimensions(28, 3), 26)


def test_a_stride_skips_positions():
    """With stride 2, a filter of 3 stops at 0, 2, 4 and 6 in an input of 10."""
    assert_same(calculate_output_dimensions(10, 3, stride=2), 4)


def test_same_counts_started_strides():
    """With "same" there is one output for each started stride: as many as inputs at stride 1."""
    assert_same(calculate_output_dimensions(28, 5, padding="same"), 28)
    assert_same(calculate_output_dimensions(27, 5, stride=2, padding="same"), 14)


def test_padding_counts_on_both_sides():
    """An integer padding adds that many zeros on each of the two sides."""
    assert_same(calculate_output_dimensions(28, 3, padding=2), 30)


def test_unknown_padding_is_refused():
    """A padding that is neither "valid", "same" nor an integer raises ValueError."""
    assert_same(calculate_output_dimensions(28, 3, padding="valid"), 26)
    with pytest.raises(ValueError):
        calculate_output_dimensions(28, 3, padding="full")
