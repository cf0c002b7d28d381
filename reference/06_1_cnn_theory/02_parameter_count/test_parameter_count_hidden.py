"""Hidden checks of parameter_count."""

import numpy as np
import pytest
from checking import assert_same
from parameter_count import calculate_conv_parameters


def weights(channels, filters, height, width, groups=1):
    """Counts the kernel's cells once for each filter and each channel that lies in the filter's group."""
    return sum(
        height * width
        for f in range(filters)
        for c in range(channels)
        if f * groups // filters == c * groups // channels
    )


@pytest.mark.points(3)
def test_each_filter_has_a_box_of_weights_and_a_bias():
    """Each filter has a weight for each cell of the kernel in each input channel, and one bias."""
    for channels, filters, size in [(12, 20, 3), (1, 32, 3), (3, 7, 5), (5, 2, 1), (6, 11, 4)]:
        assert_same(
            calculate_conv_parameters(channels, filters, size),
            weights(channels, filters, size, size) + filters,
        )


@pytest.mark.points(2)
def test_kernel_has_a_height_and_a_width():
    """The weights of a kernel that is not square follow from its height and its width."""
    for channels, filters, height, width in [(3, 8, 5, 2), (4, 9, 1, 7), (7, 3, 6, 4)]:
        assert_same(
            calculate_conv_parameters(channels, filters, (height, width), use_bias=False),
            weights(channels, filters, height, width),
        )


@pytest.mark.points(1)
def test_biases_can_be_left_out():
    """Without biases only the weights count; with them there is one more parameter for each filter."""
    for channels, filters, size in [(3, 8, 2), (9, 5, 3)]:
        expected = weights(channels, filters, size, size)
        assert_same(calculate_conv_parameters(channels, filters, size, False), expected)
        assert_same(calculate_conv_parameters(channels, filters, size, True), expected + filters)


@pytest.mark.points(2)
def test_groups_split_the_channels():
    """A filter reads the channels of its own group only; there are as many filters and biases as before."""
    for channels, filters, size, groups in [(12, 8, 3, 4), (6, 15, 2, 3), (10, 10, 3, 10), (5, 20, 4, 5)]:
        assert_same(
            calculate_conv_parameters(channels, filters, size, groups=groups),
            weights(channels, filters, size, size, groups) + filters,
        )


@pytest.mark.points(1)
def test_result_is_an_integer():
    """The result is an integer, because parameters are counted: 56, not 56.0."""
    for channels, filters, expected in [(16, 8, 1160), (5, 3, 138)]:
        result = calculate_conv_parameters(channels, filters, 3)
        assert_same(result, expected)
        assert np.asarray(result).dtype.kind in "iu", "not an integer"


@pytest.mark.points(1)
def test_impossible_arguments_are_refused():
    """ValueError for a value below 1, and for groups that do not divide both the channels and the filters."""
    legal = {"input_channels": 6, "num_filters": 4, "kernel_size": 3}
    assert_same(calculate_conv_parameters(**legal), 220)
    for impossible in [
        {"input_channels": 0},
        {"num_filters": 0},
        {"num_filters": -4},
        {"kernel_size": 0},
        {"kernel_size": -3},
        {"kernel_size": (3, 0)},
        {"kernel_size": (-1, 3)},
        {"groups": 0},
        {"groups": -2},
        {"groups": 3},
        {"groups": 4},
        {"groups": 5},
    ]:
        with pytest.raises(ValueError):
            calculate_conv_parameters(**legal | impossible)
