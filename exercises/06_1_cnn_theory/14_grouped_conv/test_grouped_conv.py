"""Public checks of grouped_conv: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from grouped_conv import depthwise_conv2d, dilate_kernel, grouped_conv2d


def test_each_filter_reads_one_group():
    """Two groups of two channels: the first filter reads the first two, the second the last two."""
    x = np.array([1.0, 2.0, 3.0, 4.0]).reshape(1, 1, 1, 4)
    w = np.array([[10.0, 1.0], [100.0, -1.0]]).reshape(1, 1, 2, 2)
    # 10 * 1 + 100 * 2 and 1 * 3 - 1 * 4.
    assert_same(grouped_conv2d(x, w, groups=2), [[[[210, -1]]]], atol=1e-2)


def test_one_group_is_an_ordinary_convolution():
    """With one group, every filter reads all channels; a stride of (1, 2) takes every second column."""
    x = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]).reshape(1, 2, 4, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    expected = np.array([[121.0, 143.0], [165.0, 187.0]]).reshape(1, 2, 2, 1)
    assert_same(grouped_conv2d(x, w, b=np.array([100.0]), stride=(1, 2)), expected, atol=1e-2)


def test_depthwise_keeps_channels_apart():
    """Two channels with two filters each: first both maps of the first channel, then both of the second."""
    x = np.array([2.0, 3.0]).reshape(1, 1, 1, 2)
    w = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    assert_same(depthwise_conv2d(x, w), [[[[2, 20, 300, 3000]]]], atol=1e-2)


def test_depthwise_slides_its_windows():
    """One channel, one filter: 1 + 20 and 2 + 30, and a bias of 5."""
    x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 3, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    assert_same(depthwise_conv2d(x, w, np.array([5.0])), [[[[26], [37]]]], atol=1e-2)


def test_dilated_kernel_has_gaps():
    """With a rate of 2 there is one row and one column of zeros between the weights, and none around."""
    w = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(2, 2, 1, 1)
    expected = np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [3.0, 0.0, 4.0]]).reshape(3, 3, 1, 1)
    assert_same(dilate_kernel(w, 2), expected)


def test_groups_have_to_divide():
    """Four channels make two groups, but not three."""
    x = np.ones((1, 2, 2, 4))
    assert_same(grouped_conv2d(x, np.ones((2, 2, 2, 6)), groups=2), np.full((1, 1, 1, 6), 8), atol=1e-2)
    with pytest.raises(ValueError):
        grouped_conv2d(x, np.ones((2, 2, 1, 6)), groups=3)
