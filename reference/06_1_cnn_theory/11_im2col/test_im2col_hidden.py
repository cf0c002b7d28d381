"""Hidden checks of im2col."""

import math
import time

import numpy as np
import pytest
from checking import assert_same
from im2col import conv2d_im2col, im2col


def draw(rng, *shape):
    """Whole numbers from -4 to 4, as floats."""
    return rng.integers(-4, 5, shape).astype(float)


def shuffled(rng, *shape):
    """The numbers from 1 on in random order, so that no two are equal."""
    return (rng.permutation(math.prod(shape)).reshape(shape) + 1).astype(float)


def matrix(x, kernel, steps=(1, 1)):
    """Each column is a crop of one channel: what one cell of the window sees at all places."""
    rows, columns = x.shape[1] - kernel[0] + 1, x.shape[2] - kernel[1] + 1
    return np.stack(
        [
            x[:, u : u + rows : steps[0], v : v + columns : steps[1], c].ravel()
            for u in range(kernel[0])
            for v in range(kernel[1])
            for c in range(x.shape[3])
        ],
        axis=1,
    )


def correlate(x, w, steps=(1, 1), zeros=(0, 0, 0, 0)):
    """The definition: zeros above, below, left and right, then every window times the kernel, summed up."""
    top, bottom, left, right = zeros
    framed = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, w.shape[:2], axis=(1, 2))
    return np.einsum("bijcuv,uvcf->bijf", windows[:, :: steps[0], :: steps[1]], w)


def assert_matrices(rng, cases):
    """Compares all matrices with what they should be, after making them all."""
    images = [shuffled(rng, *shape) for shape, *_ in cases]
    results = [im2col(x.copy(), *arguments) for x, (_, arguments, _, _) in zip(images, cases, strict=True)]
    for result, x, (_, _, kernel, steps) in zip(results, images, cases, strict=True):
        assert_same(result, matrix(x, kernel, steps))


def assert_maps(rng, cases):
    """Compares all convolutions with what they should be, after making them all.

    Where channels are not the point there is one only: then their place in the matrix plays no part.
    """
    arrays = [(draw(rng, *shape), draw(rng, *kernel)) for shape, kernel, *_ in cases]
    results = [
        conv2d_im2col(x.copy(), w.copy(), **options) for (x, w), (_, _, options, *_) in zip(arrays, cases, strict=True)
    ]
    for result, (x, w), (_, _, options, *geometry) in zip(results, arrays, cases, strict=True):
        assert_same(result, correlate(x, w, *geometry) + options.get("b", 0), atol=1e-2)


@pytest.mark.points(2)
def test_rows_are_windows_and_columns_their_cells(rng):
    """A row of the matrix is a window: rows by image and place, columns by kernel row, kernel column, channel."""
    assert_matrices(
        rng,
        [
            ((2, 4, 4, 3), (2,), (2, 2), (1, 1)),
            ((3, 5, 5, 2), (3,), (3, 3), (1, 1)),
        ],
    )


@pytest.mark.points(1)
def test_kernel_and_stride_have_a_height_and_a_width(rng):
    """The kernel need not be square, and windows lie a stride apart, with one number for each axis."""
    assert_matrices(
        rng,
        [
            ((2, 4, 6, 3), ((3, 2),), (3, 2), (1, 1)),
            ((2, 7, 8, 2), ((2, 3), (2, 3)), (2, 3), (2, 3)),
            ((2, 6, 7, 2), (2, (3, 1)), (2, 2), (3, 1)),
            ((1, 8, 5, 3), ((1, 4), 2), (1, 4), (2, 2)),
        ],
    )


@pytest.mark.points(1)
def test_windows_times_filters_are_the_convolution(rng):
    """Each output sums a window's products with the kernel as it stands, for every image and filter."""
    assert_maps(rng, [((2, 5, 6, 3), (3, 3, 3, 4), {}), ((3, 4, 5, 2), (2, 5, 2, 5), {})])


@pytest.mark.points(1)
def test_bias_and_stride_belong_to_it(rng):
    """Each filter has a bias, which is added once, and a stride takes every nth window."""
    b = 100 * (rng.permutation(4) + 1.0)
    assert_maps(
        rng,
        [
            ((2, 7, 8, 1), (3, 2, 1, 4), {"b": b, "stride": (2, 3)}, (2, 3)),
            ((2, 6, 5, 1), (2, 2, 1, 4), {"b": b}),
            ((1, 8, 6, 1), (3, 3, 1, 5), {"stride": 2}, (2, 2)),
        ],
    )


@pytest.mark.points(1)
def test_padding_frames_the_images_with_zeros(rng):
    """Padding puts that many zeros on each of the two sides, with one number for each axis."""
    assert_maps(
        rng,
        [
            ((2, 5, 6, 1), (3, 2, 1, 4), {"padding": (1, 2)}, (1, 1), (1, 1, 2, 2)),
            ((2, 3, 4, 1), (2, 3, 1, 3), {"padding": 1}, (1, 1), (1, 1, 1, 1)),
            ((2, 5, 4, 1), (2, 3, 1, 3), {"padding": 0}),
        ],
    )


@pytest.mark.points(1)
def test_same_shares_the_zeros_as_tensorflow_does(rng):
    """The zeros for "same" follow from the stride too, are never negative, and an odd one goes behind."""
    assert_maps(
        rng,
        [
            ((2, 5, 6, 1), (1, 6, 1, 3), {"padding": "same"}, (1, 1), (0, 0, 2, 3)),
            ((2, 5, 6, 1), (3, 4, 1, 3), {"padding": "same", "stride": (2, 3)}, (2, 3), (1, 1, 0, 1)),
            ((2, 10, 8, 1), (3, 5, 1, 3), {"padding": "same", "stride": 2}, (2, 2), (0, 1, 1, 2)),
            ((2, 5, 8, 1), (1, 2, 1, 3), {"padding": "same", "stride": 3}, (3, 3)),
        ],
    )


def four_loops(x, w):
    """The convolution to be faster than. It runs beside the check: a student's file cannot slow it down."""
    height, width, _, filters = w.shape
    maps = np.zeros((len(x), x.shape[1] - height + 1, x.shape[2] - width + 1, filters))
    for n, i, j, o in np.ndindex(maps.shape):
        maps[n, i, j, o] = np.sum(x[n, i : i + height, j : j + width] * w[..., o])
    return maps


@pytest.mark.points(1)
def test_it_is_faster_than_the_loops(rng):
    """The convolution takes at most a tenth of the time of four Python loops: let NumPy do the work."""
    w = draw(rng, 3, 3, 4, 8)

    def seconds(function):
        # Other images each time, so that nothing can be remembered.
        x = draw(rng, 4, 14, 14, 4)
        started = time.perf_counter()
        result = function(x, w)
        taken = time.perf_counter() - started
        assert_same(result, correlate(x, w), atol=1e-2)
        return taken

    seconds(conv2d_im2col)  # the first call may have things to load
    # The best of several, and some more where that is not enough: what else the machine does only ever takes time.
    slow = fast = math.inf
    for _ in range(5):
        slow = min(slow, seconds(four_loops))
        fast = min(fast, *(seconds(conv2d_im2col) for _ in range(4)))
        if slow >= 10 * fast:
            return
    pytest.fail("not 10 times as fast as four loops")


@pytest.mark.points(1)
def test_fractions_are_kept_and_arguments_left_alone(rng):
    """Fractions of the images and of the weights are kept, whatever the dtypes; no argument is changed."""
    # A kernel of 1 by 1: the matrix is the image, and the convolution is a product with it.
    x, w = rng.integers(1, 9, (2, 2, 3, 2)), rng.integers(1, 9, (1, 1, 2, 3))
    results = [im2col(x + 0.37, 1), conv2d_im2col(x, w + 0.37), conv2d_im2col(x + 0.37, w)]
    expected = [x.reshape(-1, 2) + 0.37, x @ (w[0, 0] + 0.37), (x + 0.37) @ w[0, 0]]
    for result, values in zip(results, expected, strict=True):
        assert_same(result, values, atol=1e-2)
    arrays = draw(rng, 2, 3, 4, 2), draw(rng, 2, 2, 2, 3), draw(rng, 3) + 5
    before = [array.copy() for array in arrays]
    im2col(arrays[0], 2)
    conv2d_im2col(*arrays)
    for array, copy in zip(arrays, before, strict=True):
        assert_same(array, copy, atol=0)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused(rng):
    """ValueError for wrong axes or channels, an unknown padding, and a kernel larger than the padded image."""
    x, w = draw(rng, 2, 4, 5, 3), draw(rng, 2, 2, 3, 4)
    # Whatever is wrong with the values has been judged already.
    assert_same(conv2d_im2col(x, w), np.zeros((2, 3, 4, 4)), atol=1e6)
    assert_same(conv2d_im2col(x, np.ones((6, 2, 3, 4)), padding=(1, 0)), np.zeros((2, 1, 4, 4)), atol=1e6)
    for images, kernel in [(x[0], 2), (x[..., 0], 2), (x, (5, 2)), (x, (2, 6)), (x, 6)]:
        with pytest.raises(ValueError):
            im2col(images, kernel)
    for impossible in [
        {"x": x[0]},
        {"w": w[..., 0]},
        {"w": w[:, :, :2]},
        {"w": w[:, :, :1]},
        {"x": x[..., :1]},
        {"padding": "full"},
        {"w": np.ones((5, 2, 3, 4))},
        {"w": np.ones((2, 6, 3, 4))},
        {"w": np.ones((7, 2, 3, 4)), "padding": 1},
    ]:
        with pytest.raises(ValueError):
            conv2d_im2col(**{"x": x, "w": w} | impossible)
