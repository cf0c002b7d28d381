"""Hidden checks of max_pooling."""

import math

import numpy as np
import pytest
from checking import assert_same
from max_pooling import max_pool_2d


def shuffled(rng, *shape):
    """The numbers from 1 on in random order, so that no two are equal."""
    return rng.permutation(math.prod(shape)).reshape(shape) + 1


def largest(x, rows, columns):
    """Pools windows that are listed by hand: the rows and the columns which each of them covers."""
    return np.stack(
        [
            np.stack([x[:, first:last, left:right].max(axis=(1, 2)) for left, right in columns], axis=1)
            for first, last in rows
        ],
        axis=1,
    )


@pytest.mark.points(2)
def test_each_window_gives_its_largest_value(rng):
    """The result is the largest value of each window, for each image and each channel on its own."""
    x = shuffled(rng, 2, 4, 6, 5)
    expected = largest(x, [(0, 2), (2, 4)], [(0, 2), (2, 4), (4, 6)])
    assert_same(max_pool_2d(x), expected)
    x = shuffled(rng, 3, 6, 9, 2)
    expected = largest(x, [(0, 3), (3, 6)], [(0, 3), (3, 6), (6, 9)])
    assert_same(max_pool_2d(x, 3), expected)


@pytest.mark.points(1)
def test_single_image_stays_a_single_image(rng):
    """An image of two axes gives a result of two axes, rows first."""
    for pool, rows, columns in [
        (2, [(0, 2), (2, 4), (4, 6)], [(0, 2), (2, 4), (4, 6), (6, 8)]),
        (3, [(0, 3), (3, 6), (6, 9)], [(0, 3), (3, 6)]),
    ]:
        x = shuffled(rng, rows[-1][1], columns[-1][1])
        expected = largest(x[None, :, :, None], rows, columns)[0, :, :, 0]
        assert_same(max_pool_2d(x, pool), expected)


@pytest.mark.points(1)
def test_values_are_kept_as_they_are(rng):
    """The largest value is found and kept as it is, also where all values are negative or fractions."""
    x = -shuffled(rng, 2, 6, 4, 3)
    expected = largest(x, [(0, 2), (2, 4), (4, 6)], [(0, 2), (2, 4)])
    assert_same(max_pool_2d(x), expected)
    x = 40.5 - shuffled(rng, 2, 4, 6, 3)
    expected = largest(x, [(0, 2), (2, 4)], [(0, 2), (2, 4), (4, 6)])
    assert_same(max_pool_2d(x), expected)


@pytest.mark.points(1)
def test_windows_begin_a_stride_apart(rng):
    """Windows begin one stride apart, and "valid" drops a window that would reach over the edge."""
    x = shuffled(rng, 2, 7, 8, 3)
    # They overlap, they touch and leave cells over, they leave gaps.
    for pool, stride, rows, columns in [
        (3, 2, [(0, 3), (2, 5), (4, 7)], [(0, 3), (2, 5), (4, 7)]),
        (4, 1, [(0, 4), (1, 5), (2, 6), (3, 7)], [(0, 4), (1, 5), (2, 6), (3, 7), (4, 8)]),
        (3, None, [(0, 3), (3, 6)], [(0, 3), (3, 6)]),
        (2, 3, [(0, 2), (3, 5)], [(0, 2), (3, 5), (6, 8)]),
        (1, 4, [(0, 1), (4, 5)], [(0, 1), (4, 5)]),
    ]:
        expected = largest(x, rows, columns)
        assert_same(max_pool_2d(x.copy(), pool, stride), expected)


@pytest.mark.points(1)
def test_height_and_width_are_two_numbers(rng):
    """A pair is the height and the width, in this order, of the window and of the stride."""
    x = shuffled(rng, 2, 6, 7, 3) - 126
    # Among them windows as high or as wide as the image.
    for pool, stride, rows, columns in [
        ((3, 2), (2, 1), [(0, 3), (2, 5)], [(0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7)]),
        ((6, 3), None, [(0, 6)], [(0, 3), (3, 6)]),
        ((4, 7), 2, [(0, 4), (2, 6)], [(0, 7)]),
        (2, (1, 3), [(0, 2), (1, 3), (2, 4), (3, 5), (4, 6)], [(0, 2), (3, 5)]),
    ]:
        expected = largest(x, rows, columns)
        assert_same(max_pool_2d(x.copy(), pool, stride), expected)


@pytest.mark.points(1)
def test_same_places_its_windows_as_tensorflow_does(rng):
    """With "same", each started stride has a window, and an odd padded cell is at the bottom or the right."""
    for height, width, pool, stride, rows, columns in [
        (4, 6, 2, 2, [(0, 2), (2, 4)], [(0, 2), (2, 4), (4, 6)]),
        (6, 4, 3, 2, [(0, 3), (2, 5), (4, 6)], [(0, 3), (2, 4)]),
        (5, 7, 2, None, [(0, 2), (2, 4), (4, 5)], [(0, 2), (2, 4), (4, 6), (6, 7)]),
        (5, 8, (2, 4), (1, 3), [(0, 2), (1, 3), (2, 4), (3, 5), (4, 5)], [(0, 3), (2, 6), (5, 8)]),
        (9, 7, 2, (4, 3), [(0, 2), (4, 6), (8, 9)], [(0, 2), (3, 5), (6, 7)]),
        (8, 6, 2, (4, 5), [(0, 2), (4, 6)], [(0, 2), (5, 6)]),
        (2, 3, 5, (1, 2), [(0, 2), (0, 2)], [(0, 3), (0, 3)]),
    ]:
        x = shuffled(rng, 2, height, width, 3)
        expected = largest(x, rows, columns)
        assert_same(max_pool_2d(x, pool, stride, "same"), expected)


@pytest.mark.points(1)
def test_padding_is_never_the_largest(rng):
    """A padded cell is never the largest in its window, also where all values are negative."""
    x = 0.5 - shuffled(rng, 2, 5, 7, 2)
    expected = largest(x, [(0, 2), (1, 4), (3, 5)], [(0, 2), (1, 4), (3, 6), (5, 7)])
    assert_same(max_pool_2d(x, 3, 2, "same"), expected)
    x = -200 - shuffled(rng, 3, 7, 5, 2)
    expected = largest(x, [(0, 3), (2, 6), (5, 7)], [(0, 3), (3, 5)])
    assert_same(max_pool_2d(x, (4, 3), 3, "same"), expected)


@pytest.mark.points(1)
def test_input_is_not_modified(rng):
    """The input is the same after the call as before."""
    x = shuffled(rng, 2, 4, 6, 3) / 2
    before = x.copy()
    expected = largest(x, [(0, 2), (2, 4)], [(0, 2), (2, 4), (4, 6)])
    assert_same(max_pool_2d(x), expected)
    assert_same(max_pool_2d(x), expected)
    assert np.array_equal(x, before)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused():
    """ValueError for an unknown padding, a wrong number of axes, a value below 1 and a window too large."""
    # Sizes that do not divide: what an unknown padding is taken for can be seen.
    legal = {"x": np.arange(35.0).reshape(1, 5, 7, 1), "pool_size": 2}
    assert_same(max_pool_2d(**legal), [[[[8], [10], [12]], [[22], [24], [26]]]])
    for impossible in [
        {"padding": "full"},
        {"padding": ""},
        {"x": np.arange(6.0)},
        {"x": np.zeros((4, 6, 3))},
        {"x": np.zeros((1, 1, 4, 6, 1))},
        {"pool_size": 0},
        {"pool_size": (2, -1), "stride": 9},
        {"pool_size": (-1, 2), "stride": 9},
        {"pool_size": (0, 2), "padding": "same"},
        {"stride": 0},
        {"stride": (-1, 2)},
        {"stride": (0, 1)},
        {"stride": (1, 0), "padding": "same"},
        {"pool_size": 6},
        {"pool_size": (6, 2)},
        {"pool_size": (2, 8), "stride": 3},
        {"x": np.zeros((2, 9)), "pool_size": 3},
    ]:
        with pytest.raises(ValueError):
            max_pool_2d(**legal | impossible)
