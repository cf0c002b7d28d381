"""Hidden checks of conv_forward."""

import numpy as np
import pytest
from checking import assert_same
from conv_forward import conv2d_forward


def draw(rng, *shape):
    """Whole numbers from -4 to 4, as floats."""
    return rng.integers(-4, 5, shape).astype(float)


def correlate(x, w):
    """The definition at stride 1 without padding: every window times the kernel, summed up."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    return np.einsum("bijcuv,uvcf->bijf", windows, w)


def frame(x, top, bottom, left, right):
    """Zeros around every image, as many as there are told."""
    batch, height, width, channels = x.shape
    framed = np.zeros((batch, top + height + bottom, left + width + right, channels))
    framed[:, top : top + height, left : left + width] = x
    return framed


def array_of_shape(result, shape):
    """Lets any real numbers of this shape pass, to compare two results of the same function."""
    assert_same(result, np.zeros(shape), atol=1e6)
    return np.asarray(result, dtype=float)


@pytest.mark.points(1)
def test_every_window_gives_one_sum(rng):
    """Each output sums a window's products with the kernel as it stands, for every image and filter."""
    for batch, size, kernel, channels, filters in [(2, 6, 3, 3, 4), (1, 5, 2, 2, 3), (3, 5, 3, 1, 1)]:
        x, w = draw(rng, batch, size, size, channels), draw(rng, kernel, kernel, channels, filters)
        expected = correlate(x, w)
        assert_same(conv2d_forward(x, w), expected, atol=1e-2)


@pytest.mark.points(1)
def test_the_output_is_linear_in_the_image(rng):
    """A pixel that is brighter by d adds d times its weight to each window it lies in; nothing is clipped."""
    x, w = draw(rng, 2, 7, 7, 3), draw(rng, 3, 3, 3, 4)
    bright = x.copy()
    bright[1, 3, 2, 2] += 5
    change = np.zeros((2, 5, 5, 4))
    for u, v in np.ndindex(3, 3):
        change[1, 3 - u, 2 - v] = 5 * w[u, v, 2]
    before = array_of_shape(conv2d_forward(x, w), change.shape)
    assert_same(conv2d_forward(bright, w), before + change, atol=1e-2)


@pytest.mark.points(1)
def test_bias_is_added_once_per_filter(rng):
    """Each filter has a bias of its own, which is added once to each of its outputs, after the sum."""
    b = rng.permutation([10.0, -25.0, 47.0])
    x, w = draw(rng, 2, 5, 5, 2), draw(rng, 3, 3, 2, 3)
    # A kernel of zeros leaves nothing but the bias.
    alone = np.zeros((2, 3, 3, 3)) + b
    assert_same(conv2d_forward(x, np.zeros(w.shape), b), alone, atol=1e-2)
    without = array_of_shape(conv2d_forward(x, w), alone.shape)
    assert_same(conv2d_forward(x, w, b), without + alone, atol=1e-2)


@pytest.mark.points(1)
def test_fractions_are_kept(rng):
    """Weights with fractions give results with fractions, also where the images are integers."""
    x, w = rng.integers(-4, 5, (2, 5, 5, 3)), rng.integers(-3, 3, (1, 1, 3, 4)) + 0.5
    expected = x @ w[0, 0]
    assert_same(conv2d_forward(x.astype(float), w), expected, atol=1e-2)
    assert_same(conv2d_forward(x, w), expected, atol=1e-2)


@pytest.mark.points(1)
def test_arguments_are_left_as_they_were(rng):
    """The function works on copies: the images, the weights and the biases are as before when it returns."""
    x, w, b = draw(rng, 2, 5, 5, 3), draw(rng, 2, 2, 3, 4), draw(rng, 4)
    before = x.copy(), w.copy(), b.copy()
    # The simplest kernel first, of 1 by 1: leaving the arguments alone is not enough.
    expected = x @ w[0, 0]
    assert_same(conv2d_forward(x, w[:1, :1]), expected, atol=1e-2)
    conv2d_forward(x, w, b)
    for array, copy in zip((x, w, b), before, strict=True):
        assert_same(array, copy, atol=0)


@pytest.mark.points(1)
def test_height_and_width_are_separate(rng):
    """A kernel with one tap in each channel adds up shifted crops of the channels, however long its sides."""
    for height, width, rows, columns in [(7, 3, 2, 1), (4, 8, 1, 3), (6, 9, 6, 6)]:
        kernel = height - rows + 1, width - columns + 1
        x, w = draw(rng, 2, height, width, 3), np.zeros((*kernel, 3, 2))
        expected = np.zeros((2, rows, columns, 2))
        weights = rng.permutation(6).reshape(3, 2) + 1
        for c, o in np.ndindex(3, 2):
            u, v = rng.integers(kernel)
            w[u, v, c, o] = weights[c, o]
            expected[..., o] += weights[c, o] * x[:, u : u + rows, v : v + columns, c]
        assert_same(conv2d_forward(x, w), expected, atol=1e-2)


@pytest.mark.points(1)
def test_a_stride_takes_every_nth_window(rng):
    """A stride takes every nth window of stride 1, with an n for each axis, and none over the end."""
    for shape, kernel, stride, (down, across) in [
        ((2, 10, 9), (3, 2), (2, 3), (2, 3)),
        ((3, 6, 11), (2, 4), (3, 1), (3, 1)),
        ((1, 8, 7), (3, 2), 2, (2, 2)),
    ]:
        x, w = draw(rng, *shape, 2), draw(rng, *kernel, 2, 3)
        expected = correlate(x, w)[:, ::down, ::across]
        assert_same(conv2d_forward(x, w, stride=stride), expected, atol=1e-2)


@pytest.mark.points(1)
def test_padding_frames_the_image_with_zeros(rng):
    """Padding puts that many zeros on each side, and a kernel that fits the padded image is allowed."""
    for shape, kernel, stride, padding, (rows, columns) in [
        ((2, 7, 6, 3), (3, 2, 3, 4), (1, 1), (1, 2), (1, 2)),
        ((2, 5, 4, 2), (2, 3, 2, 3), (1, 1), 2, (2, 2)),
        ((2, 3, 4, 2), (4, 5, 2, 3), (1, 1), 1, (1, 1)),
        ((2, 6, 5, 2), (3, 2, 2, 3), (1, 1), 0, (0, 0)),
        ((2, 7, 6, 3), (3, 2, 3, 4), (2, 1), (1, 2), (1, 2)),
        ((1, 8, 5, 2), (2, 3, 2, 3), (3, 2), (0, 1), (0, 1)),
    ]:
        x, w = draw(rng, *shape), draw(rng, *kernel)
        expected = correlate(frame(x, rows, rows, columns, columns), w)[:, :: stride[0], :: stride[1]]
        assert_same(conv2d_forward(x, w, stride=stride, padding=padding), expected, atol=1e-2)


@pytest.mark.points(1)
def test_same_shares_the_zeros_as_tensorflow_does(rng):
    """The zeros for "same" follow from the stride too, are never negative, and an odd one goes behind."""
    for shape, kernel, stride, zeros in [
        ((2, 5, 6), (4, 1), (1, 1), (1, 2, 0, 0)),
        ((2, 5, 6), (3, 4), (2, 3), (1, 1, 0, 1)),
        ((2, 9, 8), (3, 5), (2, 2), (1, 1, 1, 2)),
        ((2, 5, 8), (1, 2), (3, 3), (0, 0, 0, 0)),
        ((2, 3, 4), (5, 6), (1, 2), (2, 2, 2, 2)),
    ]:
        x, w = draw(rng, *shape, 2), draw(rng, *kernel, 2, 3)
        expected = correlate(frame(x, *zeros), w)[:, :: stride[0], :: stride[1]]
        assert_same(conv2d_forward(x, w, stride=stride, padding="same"), expected, atol=1e-2)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused(rng):
    """ValueError for a wrong number of axes or channels, an unknown padding or a kernel that does not fit."""
    x, w = draw(rng, 2, 5, 5, 3), draw(rng, 2, 2, 3, 4)
    expected = x @ w[0, 0]
    assert_same(conv2d_forward(x, w[:1, :1]), expected, atol=1e-2)
    for impossible in [
        {"x": x[0]},
        {"x": x[0, :, :, 0]},
        {"w": w[..., 0]},
        {"w": w[:, :, :2]},
        {"w": w[:, :, :1]},
        {"x": x[..., :1]},
        {"padding": "full"},
        {"w": np.ones((6, 2, 3, 4))},
        {"w": np.ones((2, 6, 3, 4))},
        {"w": np.ones((8, 2, 3, 4)), "padding": 1},
        {"w": np.ones((2, 8, 3, 4)), "padding": (2, 1)},
    ]:
        with pytest.raises(ValueError):
            conv2d_forward(**{"x": x, "w": w} | impossible)
