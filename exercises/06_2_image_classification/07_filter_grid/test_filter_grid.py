"""Public checks of filter_grid: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from filter_grid import filter_grid


def layer(*filters):
    """A layer with one input channel, of filters that are given as lists of rows."""
    return np.stack([np.array(weights) for weights in filters], axis=-1)[:, :, None, :]


def test_weights_are_stretched_from_0_to_1():
    """-3 is the smallest and becomes 0, 5 is the largest and becomes 1; 1 is halfway."""
    assert_same(filter_grid(layer([[-3, 1], [5, -1]]), columns=1), [[0, 0.5], [1, 0.25]])


def test_filters_stand_side_by_side():
    """Two filters of 2 by 1, each with a contrast of its own, and a gap of one white column between them."""
    assert_same(filter_grid(layer([[0], [1]], [[40], [20]]), columns=2), [[0, 1, 1], [1, 1, 0]])


def test_rows_are_filled_one_after_the_other():
    """Three filters in two columns: the third one begins a new row, and the place beside it stays white."""
    picture = filter_grid(layer([[0, 4]], [[4, 0]], [[0, 2]]), columns=2, gap=0)
    assert_same(picture, [[0, 1, 1, 0], [0, 1, 1, 1]])


def test_equal_weights_are_black():
    """There is nothing to stretch in a filter whose weights are all 7: all its pixels are 0."""
    assert_same(filter_grid(layer([[7, 7], [7, 7]]), columns=1), [[0, 0], [0, 0]])


def test_channel_can_be_chosen():
    """One filter that reads two channels: the weights of the second one are 6 and 2. There is no third."""
    kernels = np.array([[[1, 6], [3, 2]]])[..., None]
    assert_same(filter_grid(kernels, columns=1, channel=1), [[1, 0]])
    with pytest.raises(ValueError):
        filter_grid(kernels, columns=1, channel=2)
