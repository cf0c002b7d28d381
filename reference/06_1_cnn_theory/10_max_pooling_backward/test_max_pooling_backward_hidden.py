"""Hidden checks of max_pooling_backward."""

import math
from itertools import product

import numpy as np
import pytest
from checking import assert_same
from max_pooling_backward import max_pool_2d_backward


def shuffled(rng, *shape):
    """Whole numbers around 0 in random order, so that no two are equal."""
    count = math.prod(shape)
    return (rng.permutation(count) - count // 2).reshape(shape).astype(float)


def pooled(maps, pool, steps):
    """The largest value of each window, over the last two axes."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, pool, axis=(-2, -1))
    return windows[..., :: steps[0], :: steps[1], :, :].max(axis=(-2, -1))


def true_gradient(dout, x, pool, steps):
    """Measures the gradient: one half more in a cell keeps the order, and changes the windows that the cell wins."""
    batch, height, width, channels = x.shape
    cells = height * width
    maps = np.moveaxis(x, 3, 1)[:, :, np.newaxis]
    bright = maps + np.eye(cells).reshape(cells, height, width) / 2
    change = (pooled(bright, pool, steps) - pooled(maps, pool, steps)) * 2
    dx = np.einsum("nckij,nijc->nkc", change, dout)
    return dx.reshape(batch, height, width, channels)


def problem(rng, shape, pool, steps):
    """Images and a gradient of the output that belong together, and which cells are in a window."""
    places = [range(0, size - k + 1, s) for size, k, s in zip(shape[1:3], pool, steps, strict=True)]
    dout, x = shuffled(rng, shape[0], *map(len, places), shape[3]), shuffled(rng, *shape)
    covered = np.zeros(shape, bool)
    for top, left in product(*places):
        covered[:, top : top + pool[0], left : left + pool[1]] = True
    # The others are small: one check alone makes them tempting.
    return dout, np.where(covered, x, x - x.size), covered


def assert_gradients(rng, cases):
    """Compares the results for images of each shape with the true gradients."""
    drawn = [(problem(rng, shape, pool, steps)[:2], options) for shape, options, pool, steps in cases]
    # All calls first: which of them go wrong tells what the mistake is.
    actual = [max_pool_2d_backward(dout.copy(), x.copy(), **options) for (dout, x), options in drawn]
    for result, ((dout, x), _), (_, _, pool, steps) in zip(actual, drawn, cases, strict=True):
        assert_same(result, true_gradient(dout, x, pool, steps), atol=1e-2)


@pytest.mark.points(2)
def test_the_winner_takes_the_gradient(rng):
    """The gradient of an output goes to the largest cell of its window, the others get 0."""
    assert_gradients(
        rng,
        [
            ((2, 4, 6, 5), {}, (2, 2), (2, 2)),
            ((3, 6, 9, 2), {"pool_size": 3}, (3, 3), (3, 3)),
        ],
    )


@pytest.mark.points(2)
def test_a_cell_collects_from_all_windows_that_it_wins(rng):
    """Where windows overlap, a cell that is the largest in several of them gets the sum."""
    assert_gradients(
        rng,
        [
            ((2, 5, 7, 3), {"pool_size": 3, "stride": 2}, (3, 3), (2, 2)),
            ((2, 5, 4, 3), {"pool_size": 2, "stride": 1}, (2, 2), (1, 1)),
            ((1, 7, 6, 2), {"pool_size": 4, "stride": 1}, (4, 4), (1, 1)),
        ],
    )


@pytest.mark.points(2)
def test_height_and_width_are_two_numbers(rng):
    """A pair is the height and the width, in this order, of the window and of the stride."""
    assert_gradients(
        rng,
        [
            ((2, 6, 5, 3), {"pool_size": (6, 2)}, (6, 2), (6, 2)),
            ((2, 5, 6, 3), {"pool_size": (2, 6)}, (2, 6), (2, 6)),
            ((2, 8, 8, 3), {"pool_size": 2, "stride": (2, 3)}, (2, 2), (2, 3)),
            ((2, 10, 6, 2), {"pool_size": (1, 2), "stride": (4, 3)}, (1, 2), (4, 3)),
        ],
    )


@pytest.mark.points(1)
def test_cells_that_no_window_covers_get_nothing(rng):
    """Cells that are left over at the edge or lie between windows get 0, however large they are."""
    cases = []
    for size, options, pool, steps in [
        ((7, 8), {"pool_size": 3}, (3, 3), (3, 3)),
        ((5, 7), {}, (2, 2), (2, 2)),
        ((6, 8), {"pool_size": 2, "stride": 3}, (2, 2), (3, 3)),
    ]:
        dout, x, covered = problem(rng, (2, *size, 3), pool, steps)
        x[~covered] += 2 * x.size
        cases.append((max_pool_2d_backward(dout, x, **options), covered))
    for result, covered in cases:
        # Whatever is wrong with the values of the others has been judged already.
        assert_same(result, np.zeros(covered.shape), atol=1e6)
        assert_same(np.asarray(result)[~covered], np.zeros(np.sum(~covered)), atol=1e-2)


@pytest.mark.points(1)
def test_only_the_place_of_the_largest_counts(rng):
    """How large or how negative the winner is plays no part, and fractions of dout are kept."""
    dout, x, _ = problem(rng, (2, 4, 6, 3), (2, 2), (2, 2))
    expected = true_gradient(dout, x, (2, 2), (2, 2))
    whole = x.astype(int)
    calls = [
        # The order stays the same in all of these.
        (dout, x - 200, 1),
        (dout, 3 * x + 500, 1),
        (dout / 4, whole, 1 / 4),
        (dout / 2, whole, 1 / 2),
    ]
    results = [max_pool_2d_backward(gradient.copy(), image) for gradient, image, _ in calls]
    for result, (_, _, factor) in zip(results, calls, strict=True):
        assert_same(result, factor * expected, atol=1e-2)


@pytest.mark.points(1)
def test_arguments_are_left_as_they_were(rng):
    """The function makes a new array: the images and dout are the same after the call as before."""
    dout, x, _ = problem(rng, (2, 4, 6, 3), (2, 2), (2, 2))
    before = dout.copy(), x.copy()
    # Whatever is wrong with the values has been judged already.
    for array, copy in zip((dout, x), before, strict=True):
        assert_same(max_pool_2d_backward(dout, x), np.zeros(x.shape), atol=1e6)
        assert_same(array, copy, atol=0)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused(rng):
    """ValueError if x has not 4 axes, for a value below 1, a window too large, and a dout of another shape."""
    dout, x, _ = problem(rng, (2, 4, 6, 3), (2, 2), (2, 2))
    assert_same(max_pool_2d_backward(dout, x), np.zeros(x.shape), atol=1e6)
    for impossible in [
        {"x": x[0]},
        {"x": x[..., 0]},
        {"pool_size": 5},
        {"pool_size": (5, 2), "dout": np.ones((2, 0, 3, 3))},
        {"pool_size": (2, 7), "dout": np.ones((2, 2, 0, 3))},
        {"pool_size": 0},
        {"pool_size": (-1, 2), "stride": (9, 2), "dout": np.ones((2, 1, 3, 3))},
        {"pool_size": (2, -1), "stride": (2, 9), "dout": np.ones((2, 2, 1, 3))},
        {"stride": 0},
        {"stride": (0, 2)},
        {"stride": (2, 0)},
        {"dout": np.ones((2, 3, 3, 3))},
        {"dout": np.ones((2, 2, 4, 3))},
        {"dout": dout[:, :, :1]},
        {"dout": dout[..., :1]},
        {"dout": dout[:1]},
        {"dout": x},
        {"stride": 1},
    ]:
        with pytest.raises(ValueError):
            max_pool_2d_backward(**{"dout": dout, "x": x} | impossible)
