"""Public checks of max_pooling: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from max_pooling import max_pool_2d


def test_windows_lie_side_by_side():
    """By default, windows of 2 by 2 lie side by side; each gives its largest value."""
    image = np.array([[1, 2, 0, 1], [4, 3, 1, 5], [9, 2, 3, 6], [1, 0, 8, 7]])
    assert_same(max_pool_2d(image), [[4, 5], [9, 8]])


def test_images_and_channels_stay_apart():
    """Two images with two channels each: every channel has a largest value of its own."""
    first = [[[1, -5], [2, -6]], [[3, -7], [4, -8]]]
    second = [[[50, 10], [60, 20]], [[70, 30], [80, 40]]]
    assert_same(max_pool_2d(np.array([first, second])), [[[[4, -5]]], [[[80, 40]]]])


def test_windows_can_overlap():
    """A window of 2 columns that moves by 1 has three places in a row of 4."""
    assert_same(max_pool_2d(np.array([[1, 7, 2, 5]]), pool_size=(1, 2), stride=1), [[7, 7, 5]])


def test_cells_that_are_left_over_are_dropped():
    """With "valid", the fifth column does not fill a window of 2 and is dropped."""
    assert_same(max_pool_2d(np.array([[1, 2, 3, 4, 9], [5, 6, 0, 7, 8]])), [[6, 7]])


def test_same_also_takes_the_last_window():
    """With "same", the third column has a window of its own, of which one half is padding."""
    assert_same(max_pool_2d(np.array([[-3, -1, -7], [-2, -5, -4]]), padding="same"), [[-1, -4]])


def test_window_larger_than_the_image_is_refused():
    """With "valid", a window of 2 by 4 fits into an image of 2 by 4, but one of 3 by 3 does not."""
    image = np.array([[1, 2, 3, 4], [5, 6, 7, 8]])
    assert_same(max_pool_2d(image, pool_size=(2, 4)), [[8]])
    with pytest.raises(ValueError):
        max_pool_2d(image, pool_size=3)
