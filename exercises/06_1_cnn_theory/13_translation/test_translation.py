"""Public checks of translation: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from translation import shift_image, unchanged_fraction


def test_shift_to_the_right():
    """Every pixel moves one column to the right: zeros come in, and the last column is lost."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert_same(shift_image(image, 0, 1), [[0, 1, 2], [0, 4, 5]])


def test_shift_up_and_to_the_left():
    """Negative numbers shift the other way: the 6 in the corner moves up and to the left."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert_same(shift_image(image, -1, -1), [[5, 6, 0], [0, 0, 0]])


def test_colours_move_together():
    """One row of three pixels with two channels: a pixel moves with all its channels."""
    image = np.array([[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]])
    assert_same(shift_image(image, 0, 1), [[[0, 0], [1, 10], [2, 20]]])


def test_a_pixel_stays_in_its_window():
    """From column 2 to column 3 a bright pixel stays in the second window of 2: nothing changes."""
    image = np.array([[0.0, 0.0, 5.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
    assert_same(unchanged_fraction(image, shift=1, pool_size=2), 1)


def test_a_pixel_leaves_its_window():
    """From column 1 to column 2 it leaves the first of four windows for the second: half of them change."""
    image = np.zeros((2, 8))
    image[0, 1] = 5.0
    assert_same(unchanged_fraction(image, shift=1, pool_size=2), 0.5)


def test_a_window_has_to_fit():
    """A window of 3 fits into an image of 3 by 4, a window of 4 does not."""
    image = np.ones((3, 4))
    assert_same(unchanged_fraction(image, shift=0, pool_size=3), 1)
    with pytest.raises(ValueError):
        unchanged_fraction(image, shift=0, pool_size=4)
