"""Public checks of same_padding: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from same_padding import pad_image, same_padding


def test_an_odd_filter_gets_as_much_on_both_sides():
    """At stride 1, a filter of 3 needs 2 cells in all, one on each side; a filter of 1 needs none."""
    assert_same(same_padding(10, 3), (1, 1))
    assert_same(same_padding(10, 1), (0, 0))


def test_an_odd_cell_goes_behind():
    """A filter of 2 needs one cell, which goes after the input."""
    assert_same(same_padding(5, 2), (0, 1))


def test_the_stride_changes_the_padding():
    """6 cells at stride 2: windows begin at 0, 2 and 4, and the last one ends one cell behind the input."""
    assert_same(same_padding(6, 3, stride=2), (0, 1))


def test_a_frame_goes_all_around():
    """A frame of 1 adds a row above, a row below, a column on the left and one on the right."""
    expected = [[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]
    assert_same(pad_image(np.array([[1.0, 2.0], [3.0, 4.0]]), 1), expected)


def test_channels_are_not_padded():
    """One pixel of three channels and a column on its right: two pixels of three channels."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3)
    assert_same(pad_image(x, ((0, 0), (0, 1))), [[[1, 2, 3], [0, 0, 0]]])


def test_negative_frames_are_refused():
    """A frame of 0 leaves the image as it is, a frame of -1 is a ValueError."""
    assert_same(pad_image(np.array([[1.0, 2.0], [3.0, 4.0]]), ((0, 0), (1, 0))), [[0, 1, 2], [0, 3, 4]])
    with pytest.raises(ValueError):
        pad_image(np.array([[1.0, 2.0], [3.0, 4.0]]), -1)
