"""Public checks of conv_forward: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from conv_forward import conv2d_forward


def test_each_window_gives_one_sum():
    """Every window is multiplied by the kernel as it stands, and the products are added up."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    kernel = np.array([[1.0, 10.0], [0.0, -1.0]])
    x, w = image.reshape(1, 3, 3, 1), kernel.reshape(2, 2, 1, 1)
    # The first window: 1 * 1 + 10 * 2 + 0 * 4 - 1 * 5 = 16.
    expected = np.array([[16.0, 26.0], [46.0, 56.0]]).reshape(1, 2, 2, 1)
    assert_same(conv2d_forward(x, w), expected, atol=1e-2)


def test_each_filter_sums_over_the_channels():
    """A kernel of 1 by 1: each filter is one weighted sum of a pixel's channels, plus its bias."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 1, 3)
    w = np.array([[1.0, 0.0], [10.0, 0.0], [100.0, -2.0]]).reshape(1, 1, 3, 2)
    b = np.array([1000.0, 5.0])
    # 1 + 20 + 300 + 1000 and -6 + 5.
    expected = np.array([1321.0, -1.0]).reshape(1, 1, 1, 2)
    assert_same(conv2d_forward(x, w, b), expected, atol=1e-2)


def test_a_stride_skips_windows():
    """A stride of (1, 2) moves the window one row down, or two columns across."""
    x = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]).reshape(1, 2, 4, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    expected = np.array([[21.0, 43.0], [65.0, 87.0]]).reshape(1, 2, 2, 1)
    assert_same(conv2d_forward(x, w, stride=(1, 2)), expected, atol=1e-2)


def test_padding_adds_zeros_on_both_sides():
    """A padding of (0, 1) adds a zero on the left and a zero on the right, and no rows."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    # 0 1, 1 2, 2 3 and 3 0, each read with the weights 1 and 10.
    expected = np.array([10.0, 21.0, 32.0, 3.0]).reshape(1, 1, 4, 1)
    assert_same(conv2d_forward(x, w, padding=(0, 1)), expected, atol=1e-2)


def test_same_keeps_the_size_at_stride_1():
    """With "same" and stride 1 the output is as large as the image."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3, 1)
    w = np.array([100.0, 10.0, 1.0]).reshape(1, 3, 1, 1)
    # 0 1 2, 1 2 3 and 2 3 0.
    expected = np.array([12.0, 123.0, 230.0]).reshape(1, 1, 3, 1)
    assert_same(conv2d_forward(x, w, padding="same"), expected, atol=1e-2)


def test_channels_have_to_agree():
    """A kernel made for 2 channels takes an image with 2 and refuses one with 3."""
    assert_same(conv2d_forward(np.ones((1, 2, 2, 2)), np.ones((2, 2, 2, 1))), [[[[8]]]], atol=1e-2)
    with pytest.raises(ValueError):
        conv2d_forward(np.ones((1, 4, 4, 3)), np.ones((2, 2, 2, 1)))
