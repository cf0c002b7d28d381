"""Public checks of parameter_count: run them with `pytest` in this folder."""

import pytest
from checking import assert_same
from parameter_count import calculate_conv_parameters


def test_filters_read_every_channel():
    """2 filters over 3 channels: 3 * 3 * 3 weights and 1 bias each."""
    assert_same(calculate_conv_parameters(3, 2, 3), 56)


def test_bias_can_be_left_out():
    """Without biases, only the 27 weights of each of the 2 filters count."""
    assert_same(calculate_conv_parameters(3, 2, 3, use_bias=False), 54)


def test_kernel_need_not_be_square():
    """A kernel of 2 by 5 over 1 channel: 10 weights and 1 bias for each of the 4 filters."""
    assert_same(calculate_conv_parameters(1, 4, (2, 5)), 44)


def test_groups_make_filters_shallower():
    """4 channels in 2 groups: each of the 6 filters has 3 * 3 * 2 weights and 1 bias."""
    assert_same(calculate_conv_parameters(4, 6, 3, groups=2), 114)


def test_groups_must_divide_the_channels():
    """4 channels and 6 filters can be split into 2 groups, but not into 3."""
    assert_same(calculate_conv_parameters(4, 6, 3, groups=2), 114)
    with pytest.raises(ValueError):
        calculate_conv_parameters(4, 6, 3, groups=3)
