"""Public checks of receptive_field: run them with `pytest` in this folder."""

import pytest
from checking import assert_same
from receptive_field import receptive_field


def test_one_layer_sees_its_kernel():
    """A cell of the first layer sees as many pixels as its kernel has; the next cell begins a stride further on."""
    assert_same(receptive_field([(5, 1)]), (5, 1))
    assert_same(receptive_field([(3, 2)]), (3, 2))


def test_two_convolutions_see_more_than_one():
    """Three neighbouring cells that see 3 pixels each, 1 pixel apart, see 5 pixels together."""
    assert_same(receptive_field([(3, 1), (3, 1)]), (5, 1))


def test_a_stride_pays_in_the_next_layer():
    """After a stride of 2, three neighbouring cells are 2 pixels apart: they see 3 + 2 + 2 pixels together."""
    assert_same(receptive_field([(3, 2), (3, 1)]), (7, 2))


def test_dilation_spreads_the_window():
    """Three taps that are 2 apart: the window reaches from pixel 0 over pixel 2 to pixel 4."""
    assert_same(receptive_field([(3, 1, 2)]), (5, 1))


def test_without_layers_a_cell_is_a_pixel():
    """A pixel sees itself, and the next pixel is one further on."""
    assert_same(receptive_field([]), (1, 1))


def test_values_below_1_are_refused():
    """A kernel of 2 is fine, a kernel of 0 has no window."""
    assert_same(receptive_field([(2, 1)]), (2, 1))
    with pytest.raises(ValueError):
        receptive_field([(0, 1)])
