"""Hidden checks of grouped_conv."""

from contextlib import suppress

import numpy as np
import pytest
from checking import assert_same
from grouped_conv import depthwise_conv2d, dilate_kernel, grouped_conv2d


def draw(rng, *shape):
    """Whole numbers from -4 to 4, as floats."""
    return rng.integers(-4, 5, shape).astype(float)


def correlate(x, w):
    """The definition at stride 1 without padding: every window times the kernel, summed up."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    return np.einsum("bijcuv,uvcf->bijf", windows, w)


def dense(w, channels, groups):
    """The ordinary kernel that does the same: zeros wherever a filter does not see a channel."""
    filters = w.shape[3]
    kernel = np.zeros((*w.shape[:2], channels, filters))
    for f in range(filters):
        first = f * groups // filters * (channels // groups)
        kernel[:, :, first : first + channels // groups, f] = w[..., f]
    return kernel


def each_alone(x, w):
    """Every channel with every one of its filters, written to the place where it belongs."""
    channels, multiplier = w.shape[2:]
    maps = {}
    for c, m in np.ndindex(channels, multiplier):
        maps[c * multiplier + m] = correlate(x[..., c : c + 1], w[:, :, c : c + 1, m : m + 1])
    return np.concatenate([maps[place] for place in range(channels * multiplier)], axis=3)


def assert_maps(function, cases):
    """Compares all results with what they should be, after making all calls."""
    results = [function(*(array.copy() for array in arrays), **options) for arrays, options, _ in cases]
    if function is depthwise_conv2d:
        # Not judged here, but it tells whether a mistake is made in this function or in that one.
        with suppress(Exception):
            grouped_conv2d(np.arange(24.0).reshape(1, 2, 2, 6), np.arange(18.0).reshape(1, 1, 3, 6), np.arange(6.0), 2)
    for result, (_, _, expected) in zip(results, cases, strict=True):
        assert_same(result, expected, atol=1e-2)


@pytest.mark.points(2)
def test_a_filter_reads_the_channels_of_its_group(rng):
    """Neighbouring channels make a group, neighbouring filters too, and a filter reads its own group only."""
    cases = []
    for channels, filters, groups in [(6, 4, 2), (6, 9, 3), (4, 8, 4)]:
        # A kernel of 1 by 1: only the channels matter.
        x, w = draw(rng, 2, 3, 3, channels), draw(rng, 1, 1, channels // groups, filters)
        cases.append(((x, w), {"groups": groups}, correlate(x, dense(w, channels, groups))))
    assert_maps(grouped_conv2d, cases)


@pytest.mark.points(1)
def test_windows_are_those_of_an_ordinary_convolution(rng):
    """With one group this is an ordinary convolution, with as many windows as fit, and no flip."""
    cases = []
    for shape, kernel in [((2, 5, 5, 3), (3, 3, 3, 4)), ((3, 6, 4, 2), (2, 3, 2, 5))]:
        x, w = draw(rng, *shape), draw(rng, *kernel)
        cases.append(((x, w), {}, correlate(x, w)))
    assert_maps(grouped_conv2d, cases)


@pytest.mark.points(1)
def test_bias_and_stride_are_those_of_an_ordinary_convolution(rng):
    """Each filter has a bias, in every group, and the stride is one number down and one across."""
    cases = []
    for shape, kernel, groups, stride, (down, across) in [
        ((2, 7, 8, 4), (3, 2, 2, 6), 2, (2, 3), (2, 3)),
        ((1, 6, 9, 3), (2, 3, 1, 6), 3, 2, (2, 2)),
        ((2, 5, 4, 4), (1, 2, 2, 4), 2, 1, (1, 1)),
    ]:
        x, w, b = draw(rng, *shape), draw(rng, *kernel), 100.0 * (rng.permutation(kernel[3]) + 1)
        expected = correlate(x, dense(w, shape[3], groups))[:, ::down, ::across] + b
        cases.append(((x, w, b), {"groups": groups, "stride": stride}, expected))
    assert_maps(grouped_conv2d, cases)


@pytest.mark.points(1)
def test_depthwise_mixes_no_channels(rng):
    """With one filter for each channel there are as many maps as channels, each made from its channel alone."""
    cases = []
    for shape, kernel in [((2, 4, 5, 3), (2, 3)), ((1, 5, 4, 4), (3, 2))]:
        x, w = draw(rng, *shape), draw(rng, *kernel, shape[3], 1)
        cases.append(((x, w), {}, each_alone(x, w)))
    assert_maps(depthwise_conv2d, cases)


@pytest.mark.points(1)
def test_depthwise_orders_its_maps_by_channel(rng):
    """All maps of channel 0 come first, then those of channel 1, and each map has a bias of its own."""
    cases = []
    for shape, kernel, bias in [((2, 4, 5, 3), (2, 3, 3, 2), False), ((2, 3, 4, 2), (1, 2, 2, 3), True)]:
        x, w, b = draw(rng, *shape), draw(rng, *kernel), 100.0 * (rng.permutation(6) + 1)
        cases.append(((x, w, b) if bias else (x, w), {}, each_alone(x, w) + (b if bias else 0)))
    assert_maps(depthwise_conv2d, cases)


@pytest.mark.points(2)
def test_dilated_kernels_have_zeros_in_between_only(rng):
    """Neighbouring weights are `rate` cells apart, with zeros in between, none around, and channels as before."""
    cases = []
    for shape, rate in [((3, 2, 2, 3), 2), ((2, 4, 3, 2), 3), ((1, 3, 2, 1), 4), ((3, 3, 1, 2), 1)]:
        w = rng.permutation(np.prod(shape)).reshape(shape) + 0.5
        expected = np.zeros((rate * (shape[0] - 1) + 1, rate * (shape[1] - 1) + 1, *shape[2:]))
        for u, v in np.ndindex(*shape[:2]):
            expected[rate * u, rate * v] = w[u, v]
        cases.append(((w, rate), expected))
    results = [dilate_kernel(w.copy(), rate) for (w, rate), _ in cases]
    for result, (_, expected) in zip(results, cases, strict=True):
        assert_same(result, expected)


@pytest.mark.points(1)
def test_fractions_are_kept_and_arguments_left_alone(rng):
    """Weights with fractions give results with fractions, also for images of integers; nothing is overwritten."""
    # All weights are equal and so are the channels: which of them meet does not matter here.
    x, weight = np.repeat(rng.integers(1, 9, (2, 1, 1, 1)), 4, axis=3), rng.integers(1, 9) + 0.37
    w, single = np.full((1, 1, 2, 6), weight), np.full((1, 1, 4, 1), weight)
    results = [grouped_conv2d(x, w, groups=2), depthwise_conv2d(x, single), dilate_kernel(single, 1)]
    expected = [2 * weight * x[..., [0] * 6], weight * x, single]
    for result, values in zip(results, expected, strict=True):
        assert_same(result, values, atol=1e-2)
    arrays = draw(rng, 2, 3, 3, 4), draw(rng, 2, 2, 2, 6), draw(rng, 6) + 5, draw(rng, 2, 2, 4, 1), draw(rng, 4) + 5
    before = [array.copy() for array in arrays]
    images, filters, b, kernels, bias = arrays
    grouped_conv2d(images, filters, b, groups=2)
    depthwise_conv2d(images, kernels, bias)
    dilate_kernel(filters, 2)
    for array, copy in zip(arrays, before, strict=True):
        assert_same(array, copy, atol=0)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused(rng):
    """ValueError for wrong axes, groups that do not divide, channels that do not fit, large kernels, rates below 1."""
    x, w = draw(rng, 2, 3, 5, 6), draw(rng, 2, 4, 3, 4)
    # Whatever is wrong with the values has been judged already.
    assert_same(grouped_conv2d(x, w, groups=2), np.zeros((2, 2, 2, 4)), atol=1e6)
    for impossible in [
        {"x": x[0]},
        {"w": w[..., 0]},
        {"groups": 0},
        {"groups": -1},
        {"groups": 4, "w": np.ones((2, 4, 1, 4))},
        {"groups": 3, "w": np.ones((2, 4, 2, 4))},
        {"w": np.ones((2, 4, 6, 4))},
        {"w": np.ones((2, 4, 1, 4))},
        {"groups": 1},
        {"w": np.ones((4, 4, 3, 4))},
        {"w": np.ones((2, 6, 3, 4))},
    ]:
        with pytest.raises(ValueError):
            grouped_conv2d(**{"x": x, "w": w, "groups": 2} | impossible)
    for images, kernel in [
        (x[0], np.ones((2, 4, 6, 1))),
        (x, np.ones((2, 4, 6))),
        (x, np.ones((2, 4, 3, 2))),
        (x, np.ones((2, 4, 1, 2))),
        (x[..., :1], np.ones((2, 4, 6, 2))),
        (x, np.ones((4, 4, 6, 1))),
    ]:
        with pytest.raises(ValueError):
            depthwise_conv2d(images, kernel)
    for kernel, rate in [(w, 0), (w, -1), (w[:1, :1], -2), (w[:1, :1], 0), (w[0], 2)]:
        with pytest.raises(ValueError):
            dilate_kernel(kernel, rate)
