"""Hidden checks of filter_grid."""

import math

import numpy as np
import pytest
from checking import assert_same
from filter_grid import filter_grid


def shuffled(rng, *shape):
    """The numbers from 1 on in random order, as floats, so that no two are equal."""
    return rng.permutation(math.prod(shape)).reshape(shape) + 1.0


def stretched(kernels, channel=0):
    """All filters at once, of shape (filters, height, width), each from 0 to 1."""
    tiles = np.moveaxis(kernels[:, :, channel], -1, 0)
    tiles = tiles - tiles.min(axis=(1, 2), keepdims=True)
    return tiles / tiles.max(axis=(1, 2), keepdims=True)


def joined(tiles, gap, axis):
    """Puts images beside each other with white between them."""
    shape = list(tiles[0].shape)
    shape[axis] = gap
    white = np.ones(shape)
    return np.concatenate([part for tile in tiles for part in (white, tile)][1:], axis=axis)


def laid_out(tiles, columns, gap=1):
    """Fills up the last row with white tiles, joins each row, and joins the rows."""
    tiles = list(tiles)
    tiles += [np.ones_like(tiles[0])] * (-len(tiles) % columns)
    rows = [joined(tiles[i : i + columns], gap, axis=1) for i in range(0, len(tiles), columns)]
    return joined(rows, gap, axis=0)


def assert_pictures(cases):
    """Compares all pictures with what they should be, after asking for them all."""
    results = [filter_grid(kernels.copy(), **options) for kernels, options, _ in cases]
    for result, (_, _, expected) in zip(results, cases, strict=True):
        assert_same(result, expected, atol=1e-5)


@pytest.mark.points(2)
def test_a_filter_is_stretched_from_0_to_1(rng):
    """The smallest weight of a filter becomes 0, the largest becomes 1, and the others lie in proportion between."""
    cases = []
    for kernels in [
        shuffled(rng, 3, 2, 1, 1) + 4,
        shuffled(rng, 2, 5, 1, 1) - 7,
        -shuffled(rng, 3, 4, 1, 1),
        -10 - 3 * shuffled(rng, 1, 5, 1, 1),
        shuffled(rng, 2, 3, 1, 1) / 16 - 0.25,
        shuffled(rng, 4, 3, 1, 1).astype(int),
    ]:
        cases.append((kernels, {"columns": 1}, stretched(kernels)[0]))
    assert_pictures(cases)


@pytest.mark.points(1)
def test_each_filter_has_its_own_contrast(rng):
    """Each filter is stretched by its own smallest and largest weight, whatever the other filters are like."""
    cases = []
    for height, width, filters in [(2, 3, 4), (3, 1, 5)]:
        kernels = shuffled(rng, height, width, 1, filters) * 3.0 ** np.arange(filters) - 40
        cases.append((kernels, {"columns": filters}, laid_out(stretched(kernels), filters)))
    kernels = shuffled(rng, 3, 2, 1, 3) / [1, -4, 16]
    cases.append((kernels, {"columns": 3}, laid_out(stretched(kernels), 3)))
    assert_pictures(cases)


@pytest.mark.points(2)
def test_filters_are_placed_row_by_row(rng):
    """The first row is filled from left to right, then the next one; height and width are those of the kernels."""
    cases = []
    for height, width, filters, columns in [(2, 3, 6, 3), (3, 2, 8, 2), (1, 4, 3, 1), (4, 1, 10, 5)]:
        kernels = shuffled(rng, height, width, 1, filters)
        cases.append((kernels, {"columns": columns}, laid_out(stretched(kernels), columns)))
    assert_pictures(cases)


@pytest.mark.points(1)
def test_gaps_are_between_filters_only(rng):
    """There are `gap` white rows and columns between neighbours, and none at the border."""
    cases = []
    for height, width, filters, columns, gap in [(2, 3, 6, 3, 0), (3, 2, 6, 2, 2), (1, 2, 4, 4, 3), (3, 1, 2, 1, 4)]:
        kernels = shuffled(rng, height, width, 1, filters)
        cases.append((kernels, {"columns": columns, "gap": gap}, laid_out(stretched(kernels), columns, gap)))
    assert_pictures(cases)


@pytest.mark.points(1)
def test_places_without_a_filter_are_white(rng):
    """A last row that is not full is drawn, with white in its empty places; a single row is as wide as the others."""
    cases = []
    for height, width, filters, columns, gap in [(2, 3, 5, 3, 1), (3, 2, 7, 4, 2), (1, 2, 2, 5, 1), (3, 1, 7, 3, 0)]:
        kernels = shuffled(rng, height, width, 1, filters)
        cases.append((kernels, {"columns": columns, "gap": gap}, laid_out(stretched(kernels), columns, gap)))
    assert_pictures(cases)


@pytest.mark.points(1)
def test_the_chosen_channel_is_shown(rng):
    """Only the chosen input channel is shown, the first one by default, with the contrast of its own weights."""
    cases = []
    for height, width, channels, filters, columns in [(2, 3, 4, 5, 5), (3, 2, 5, 4, 2)]:
        # Each channel has a range of its own.
        kernels = shuffled(rng, height, width, channels, filters) * (np.arange(channels)[:, None] + 1) - 60
        cases.append((kernels, {"columns": columns}, laid_out(stretched(kernels), columns)))
        for channel in (channels - 1, 1):
            options = {"columns": columns, "channel": channel}
            cases.append((kernels, options, laid_out(stretched(kernels, channel), columns)))
    assert_pictures(cases)


@pytest.mark.points(1)
def test_equal_weights_become_0(rng):
    """A filter whose weights are all equal is 0 everywhere; its neighbours are stretched as always."""
    kernels = shuffled(rng, 2, 3, 2, 5)
    tiles = stretched(kernels)
    # What is not shown of them is not equal.
    for f, weight in [(1, 6), (2, -3), (4, 0)]:
        kernels[:, :, 0, f] = weight
        tiles[f] = 0
    small = np.array([[[[1, 0.125, 4, -5]]]])
    assert_pictures(
        [
            (kernels, {"columns": 3}, laid_out(tiles, 3)),
            # A filter of one weight only cannot be anything else.
            (small, {"columns": 2}, [[0, 1, 0], [1, 1, 1], [0, 1, 0]]),
        ]
    )


@pytest.mark.points(1)
def test_impossible_arguments_are_refused_and_the_kernels_kept(rng):
    """ValueError for other axes, no column, a negative gap and a channel that is not there; kernels are not changed."""
    kernels = shuffled(rng, 2, 3, 4, 5)
    handed_in = kernels.copy()
    # Whatever is wrong with the values has been judged already.
    assert_same(filter_grid(handed_in, 2), np.zeros((8, 7)), atol=1e6)
    assert_same(handed_in, kernels, atol=0)
    for impossible in [
        {"kernels": kernels[..., 0]},
        {"kernels": kernels[0, :, 0]},
        {"kernels": kernels[None]},
        {"columns": 0},
        {"columns": -1},
        {"columns": -2},
        {"gap": -1},
        {"gap": -2},
        {"channel": 4},
        {"channel": 7},
        {"channel": -1},
        {"channel": -4},
    ]:
        with pytest.raises(ValueError):
            filter_grid(**{"kernels": kernels.copy(), "columns": 2} | impossible)
