"""Hidden checks of conv_single_step."""

import numpy as np
import pytest
from checking import assert_same
from conv_single_step import conv_single_step

SHAPES = [(3, 3, 2), (2, 3, 4), (4, 3, 1), (1, 4, 3)]


def draw(rng, *shape):
    """Whole numbers from -4 to 4 without 0, as floats."""
    return rng.choice([-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0], shape)


def total(window, kernel):
    """The sum of all products, as the product of two long vectors."""
    return window.ravel() @ kernel.ravel()


@pytest.mark.points(2)
def test_each_number_meets_the_weight_at_its_place(rng):
    """A kernel with a single weight reads one number of the window: the one at the place of the weight."""
    for shape, place in [((4, 4, 2), (0, 1, 1)), ((2, 3, 2), (0, 2, 1)), ((3, 2, 4), (2, 0, 0))]:
        window = (rng.permutation(np.prod(shape)) + 1.0).reshape(shape)
        kernel = np.zeros(shape)
        kernel[place] = 7
        expected = 7 * window[place]
        assert_same(conv_single_step(window, kernel, 0.0), expected, atol=1e-2)


@pytest.mark.points(3)
def test_all_products_are_added_up(rng):
    """The products of all rows, columns and channels are added up to one number."""
    for shape in SHAPES:
        window, kernel = draw(rng, *shape), draw(rng, *shape)
        expected = total(window, kernel)
        assert_same(conv_single_step(window, kernel, 0.0), expected, atol=1e-2)


@pytest.mark.points(2)
def test_bias_is_added_once(rng):
    """The bias is added once, to the finished sum, however many numbers the window has."""
    for shape, bias in zip(SHAPES, [40.0, 25.0, -17.0, 53.0], strict=True):
        window, kernel = draw(rng, *shape), draw(rng, *shape)
        # A kernel of zeros leaves nothing but the bias.
        assert_same(conv_single_step(window.copy(), np.zeros(shape), bias), bias, atol=1e-2)
        without = conv_single_step(window.copy(), kernel.copy(), 0.0)
        assert_same(without, np.zeros(()), atol=1e6)
        assert_same(conv_single_step(window, kernel, bias), float(without) + bias, atol=1e-2)


@pytest.mark.points(1)
def test_result_keeps_its_sign_and_its_fraction():
    """The result is the sum as it is: negative if the sum is, and with its fraction."""
    one = np.ones((1, 1, 1))
    for number, weight, bias, expected in [(3.0, 2.25, 1.0, 7.75), (5.0, 3.0, -40.0, -25.0), (4.0, -0.75, -0.5, -3.5)]:
        assert_same(conv_single_step(number * one, weight * one, bias), expected, atol=1e-2)
    integers = np.array([[[2, 1]]])
    assert_same(conv_single_step(integers, np.array([[[0.5, -1.75]]]), 1.0), 0.25, atol=1e-2)


@pytest.mark.points(1)
def test_arguments_are_left_as_they_were(rng):
    """The window and the kernel are the same after the call as before."""
    window, kernel = draw(rng, 2, 3, 2), draw(rng, 2, 3, 2) + 10
    before = window.copy(), kernel.copy()
    # One number first: leaving the arguments alone is not enough.
    assert_same(conv_single_step(np.array([[[4.0]]]), np.array([[[3.0]]]), 2.0), 14, atol=1e-2)
    for _ in range(2):
        conv_single_step(window, kernel, 3.0)
    assert_same(window, before[0], atol=0)
    assert_same(kernel, before[1], atol=0)


@pytest.mark.points(1)
def test_shapes_that_differ_are_refused():
    """ValueError where window and kernel differ in shape, even if NumPy could stretch one of them."""
    window = np.ones((3, 2, 4))
    assert_same(conv_single_step(window, 2 * np.ones((3, 2, 4)), 1.0), 49, atol=1e-2)
    for shape in [(1, 1, 1), (1, 2, 4), (3, 2, 1), (2, 3, 4), (3, 2, 5), (2, 4), (3, 2)]:
        with pytest.raises(ValueError):
            conv_single_step(window, np.ones(shape), 1.0)
    with pytest.raises(ValueError):
        conv_single_step(np.ones((1, 2, 4)), window, 1.0)
