"""Hidden checks of translation."""

import math
from contextlib import suppress

import numpy as np
import pytest
from checking import assert_same
from translation import shift_image, unchanged_fraction


def shuffled(rng, *shape):
    """The numbers from 1 on in random order, as floats, so that none are equal."""
    return (rng.permutation(math.prod(shape)).reshape(shape) + 1).astype(float)


def moved(x, dy, dx):
    """Looks up for each place where its pixel comes from; outside of the image there is nothing."""
    rows, columns = np.arange(x.shape[0]) - dy, np.arange(x.shape[1]) - dx
    inside = ((rows >= 0) & (rows < len(rows)))[:, None] & ((columns >= 0) & (columns < len(columns)))
    found = x[np.clip(rows, 0, len(rows) - 1)][:, np.clip(columns, 0, len(columns) - 1)]
    return found * inside.reshape(inside.shape + (1,) * (x.ndim - 2))


def pooled(x, k):
    """The largest value of each window of k by k that fits."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (k, k))
    return windows[::k, ::k].max(axis=(2, 3))


def assert_shifted(cases):
    """Compares all shifts with what they should be, after making them all."""
    results = [shift_image(x.copy(), dy, dx) for x, dy, dx in cases]
    for result, case in zip(results, cases, strict=True):
        assert_same(result, moved(*case))


def assert_fractions(cases):
    """Compares all fractions with what they should be, after asking for them all."""
    results = [unchanged_fraction(x.copy(), shift, k) for x, shift, k, _ in cases]
    # Not judged here, but it tells whether a mistake is made in this function or in that one.
    with suppress(Exception):
        shift_image(cases[-1][0].copy(), 1, 2)
    for result, (_, _, _, expected) in zip(results, cases, strict=True):
        assert_same(result, expected, atol=1e-4)


@pytest.mark.points(2)
def test_pixels_move_down_and_to_the_right(rng):
    """Each pixel moves dy rows down and dx columns to the right, and zeros come in from outside."""
    assert_shifted([(shuffled(rng, 5, 5), 1, 2), (shuffled(rng, 4, 7), 2, 1), (shuffled(rng, 6, 3), 4, 2)])


@pytest.mark.points(1)
def test_pixels_move_in_every_direction(rng):
    """A negative shift goes up or to the left, and a shift of 0 leaves that axis alone."""
    x = shuffled(rng, 5, 7)
    shifts = [(0, 0), (0, 3), (2, 0), (-2, 0), (0, -3), (-1, -4), (-3, 2), (1, -2)]
    assert_shifted([(x, dy, dx) for dy, dx in shifts])


@pytest.mark.points(1)
def test_nothing_is_left_of_a_far_shift(rng):
    """If the image moves by its own size or further, only zeros are left."""
    x = shuffled(rng, 4, 6)
    shifts = [(3, 5), (4, 0), (0, 6), (-4, 0), (0, -6), (6, 1), (1, 9), (-9, -2), (-1, -11)]
    assert_shifted([(x, dy, dx) for dy, dx in shifts])


@pytest.mark.points(1)
def test_channels_move_with_their_pixel(rng):
    """In an image with channels, rows and columns move, and each pixel keeps its channels and their fractions."""
    assert_shifted([(shuffled(rng, 5, 7, 3) - 0.5, 2, 1), (-shuffled(rng, 3, 4, 2) / 4, 1, 2)])


@pytest.mark.points(2)
def test_one_bright_pixel_changes_two_cells_or_none(rng):
    """A bright pixel that stays in its window changes no cell; one that leaves it changes two of all cells."""
    # One pixel, in each of the columns that have a right neighbour.
    cases = []
    for column in range(11):
        x = np.zeros((6, 12))
        x[rng.integers(6), column] = 5
        stays = column // 3 == (column + 1) // 3
        cases.append((x, 1, 3, 1 if stays else 1 - 2 / 8))
    # All these columns in one image, each in windows of its own.
    for k, stay in [(2, 6), (4, 9), (6, 10)]:
        x = np.zeros((11 * k, 12))
        x[np.arange(11) * k + rng.integers(k, size=11), np.arange(11)] = rng.integers(1, 9, 11)
        cases.append((x, 1, k, 1 - 2 * (11 - stay) / (11 * 12 / k)))
    assert_fractions(cases)


@pytest.mark.points(1)
def test_every_cell_counts(rng):
    """In an image full of numbers, also negative ones, each cell is compared; left-over pixels are in none."""
    cases = []
    for (height, width), shift, k, lift in [
        ((6, 8), 1, 2, 0),
        ((9, 12), 2, 3, -54),
        ((7, 9), 1, 2, 0),
        ((8, 11), 2, 3, -44),
        ((6, 9), 3, 2, -70),
        ((5, 6), 1, 1, 0),
    ]:
        x = shuffled(rng, height, width) + lift
        # A third of the pixels is equal to a neighbour, so that more than a few cells survive.
        x = np.where(rng.random(x.shape) < 1 / 3, np.roll(x, 1, axis=1), x)
        expected = np.mean(pooled(x, k) == pooled(moved(x, 0, shift), k))
        cases.append((x, shift, k, expected))
    # All that changes is left over.
    x = np.full((7, 9), 5.0)
    x[:, 8] = 9
    cases.append((x, 1, 2, 1))
    assert_fractions(cases)


@pytest.mark.points(1)
def test_a_shift_by_whole_windows_shifts_the_map(rng):
    """A shift by whole windows moves the map by whole cells; one window over all notices only what leaves."""
    tiled = np.tile(shuffled(rng, 6, 3), (1, 4))
    # The map has equal columns: the first few become 0, the others look the same.
    cases = [(tiled, 3 * n, 3, 1 - n / 4) for n in range(5)]
    # No two cells of this map are equal.
    cases.append((shuffled(rng, 6, 12), 3, 3, 0))
    x = np.zeros((7, 7))
    x[rng.integers(7), 4] = 3
    cases += [(x, shift, 7, shift < 3) for shift in (0, 1, 2, 3, 8)]
    assert_fractions(cases)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused_and_the_others_kept(rng):
    """ValueError for an image with other axes and a window that does not fit; the image itself is not changed."""
    x = shuffled(rng, 4, 6)
    before = x.copy()
    # Whatever is wrong with the values has been judged already.
    assert_same(shift_image(x, 1, 2), np.zeros(x.shape), atol=1e6)
    assert_same(x, before, atol=0)
    assert_same(unchanged_fraction(x, 1, 2), 0, atol=1e6)
    assert_same(x, before, atol=0)
    for impossible in [x[0], x.reshape(2, 2, 2, 3)]:
        with pytest.raises(ValueError):
            shift_image(impossible, 1, 1)
    for pool_size in (7, 5, 0, -2):
        for image in (x, x.T.copy()):
            with pytest.raises(ValueError):
                unchanged_fraction(image, 1, pool_size)
