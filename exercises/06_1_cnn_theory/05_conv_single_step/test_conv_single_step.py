"""Public checks of conv_single_step: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from conv_single_step import conv_single_step


def test_products_are_added_up():
    """Each number meets the weight at its own place: 1 * 10 + 2 * 0 + 3 * 0 + 4 * -1 = 6."""
    window = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(2, 2, 1)
    kernel = np.array([[10.0, 0.0], [0.0, -1.0]]).reshape(2, 2, 1)
    assert_same(conv_single_step(window, kernel, 0.0), 6, atol=1e-2)


def test_channels_go_into_the_same_sum():
    """One pixel of three channels gives one number: 1 + 20 + 300."""
    window = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3)
    kernel = np.array([1.0, 10.0, 100.0]).reshape(1, 1, 3)
    assert_same(conv_single_step(window, kernel, 0.0), 321, atol=1e-2)


def test_bias_is_added_to_the_sum():
    """The bias comes to the finished sum: 1 + 2 + 3 + 4 + 100."""
    window = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(2, 2, 1)
    assert_same(conv_single_step(window, np.ones((2, 2, 1)), 100.0), 110, atol=1e-2)


def test_the_result_may_be_negative():
    """A window that is the opposite of the pattern gives a negative number: -2 * 3 + 1 = -5."""
    assert_same(conv_single_step(np.array([[[-2.0]]]), np.array([[[3.0]]]), 1.0), -5, atol=1e-2)


def test_shapes_have_to_agree():
    """A kernel for 2 channels is laid on a window with 2 channels, and refuses one with 3."""
    assert_same(conv_single_step(np.ones((3, 2, 2)), np.ones((3, 2, 2)), 0.0), 12, atol=1e-2)
    with pytest.raises(ValueError):
        conv_single_step(np.ones((3, 2, 3)), np.ones((3, 2, 2)), 0.0)
