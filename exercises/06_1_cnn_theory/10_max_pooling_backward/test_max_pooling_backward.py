"""Public checks of max_pooling_backward: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from max_pooling_backward import max_pool_2d_backward


def one_image(rows):
    """One image with one channel."""
    return np.array(rows, dtype=float)[np.newaxis, :, :, np.newaxis]


def test_the_largest_cell_gets_the_gradient():
    """Windows of 2 by 2 lie side by side: their largest cells are 4, 5, 9 and 8."""
    x = one_image([[1, 2, 0, 1], [4, 3, 1, 5], [9, 2, 3, 6], [1, 0, 8, 7]])
    dout = one_image([[10, 20], [30, 40]])
    expected = one_image([[0, 0, 0, 0], [10, 0, 0, 20], [30, 0, 0, 0], [0, 0, 40, 0]])
    assert_same(max_pool_2d_backward(dout, x), expected)


def test_images_and_channels_stay_apart():
    """Two images with two channels each, one row of two pixels: every channel has a winner of its own."""
    x = np.array([[[[1, 8], [2, 7]]], [[[6, 3], [5, 4]]]])
    dout = np.array([[[[10, 20]]], [[[30, 40]]]])
    expected = np.array([[[[0, 20], [10, 0]]], [[[30, 0], [0, 40]]]])
    assert_same(max_pool_2d_backward(dout, x, pool_size=(1, 2)), expected)


def test_a_cell_can_win_in_several_windows():
    """The 7 is the largest of the first window and of the second: it gets 1 + 10."""
    x, dout = one_image([[1, 7, 2, 5]]), one_image([[1, 10, 100]])
    assert_same(max_pool_2d_backward(dout, x, pool_size=(1, 2), stride=1), one_image([[0, 11, 0, 100]]))


def test_cells_in_no_window_get_nothing():
    """The fifth column does not fill a window, so the loss does not depend on it, large as its values are."""
    x, dout = one_image([[1, 2, 3, 4, 9], [5, 6, 0, 7, 8]]), one_image([[10, 20]])
    assert_same(max_pool_2d_backward(dout, x), one_image([[0, 0, 0, 0, 0], [0, 10, 0, 20, 0]]))


def test_signs_and_fractions():
    """Of negative values one is the largest as well; what it gets is the gradient as it is."""
    x, dout = one_image([[-3, -1, -4, -8]]), one_image([[-0.5, 0.25]])
    assert_same(max_pool_2d_backward(dout, x, (1, 2)), one_image([[0, -0.5, 0.25, 0]]))


def test_dout_has_the_shape_of_the_output():
    """Two windows have two gradients: a dout with three does not belong to this layer."""
    x = one_image([[1, 2, 3, 4]])
    assert_same(max_pool_2d_backward(one_image([[5, 6]]), x, (1, 2)), one_image([[0, 5, 0, 6]]))
    with pytest.raises(ValueError):
        max_pool_2d_backward(one_image([[5, 6, 7]]), x, (1, 2))
