"""Public checks of im2col: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from im2col import conv2d_im2col, im2col


def test_each_window_becomes_a_row():
    """An image of 3 by 3 has four windows of 2 by 2, so the matrix has four rows of four numbers."""
    x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).reshape(1, 3, 3, 1)
    assert_same(im2col(x, 2), [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]])


def test_channels_stay_side_by_side():
    """Two images with one window each: in a row, both channels of a pixel come before the next pixel."""
    x = np.array([[[[1, 10], [2, 20]]], [[[3, 30], [4, 40]]]])
    assert_same(im2col(x, (1, 2)), [[1, 10, 2, 20], [3, 30, 4, 40]])


def test_a_stride_skips_windows():
    """With a stride of (1, 2), every second column begins a window; the fifth is left over."""
    x = np.array([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]).reshape(1, 2, 5, 1)
    assert_same(im2col(x, (1, 2), stride=(1, 2)), [[1, 2], [3, 4], [6, 7], [8, 9]])


def test_the_product_is_a_convolution():
    """Two filters of 1 by 2 on a row of three pixels, with zeros on both sides, and a bias for each."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3, 1)
    w = np.array([[1.0, 0.0], [10.0, -1.0]]).reshape(1, 2, 1, 2)
    # The windows are 0 1, 1 2, 2 3 and 3 0.
    expected = np.array([[110.0, 4.0], [121.0, 3.0], [132.0, 2.0], [103.0, 5.0]]).reshape(1, 1, 4, 2)
    assert_same(conv2d_im2col(x, w, np.array([100.0, 5.0]), padding=(0, 1)), expected, atol=1e-2)


def test_same_keeps_the_size_at_stride_1():
    """With "same" and stride 1 the output is as large as the image."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3, 1)
    w = np.array([100.0, 10.0, 1.0]).reshape(1, 3, 1, 1)
    # 0 1 2, 1 2 3 and 2 3 0.
    assert_same(conv2d_im2col(x, w, padding="same"), [[[[12], [123], [230]]]], atol=1e-2)


def test_a_kernel_has_to_fit():
    """A kernel of 1 by 4 does not fit into a row of three, unless a zero is put on each side."""
    x, w = np.ones((1, 1, 3, 1)), np.ones((1, 4, 1, 1))
    assert_same(conv2d_im2col(x, w, padding=(0, 1)), [[[[3], [3]]]], atol=1e-2)
    with pytest.raises(ValueError):
        im2col(x, (1, 4))
    with pytest.raises(ValueError):
        conv2d_im2col(x, w)
