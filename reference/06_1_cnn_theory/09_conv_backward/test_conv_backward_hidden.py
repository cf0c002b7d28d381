"""Hidden checks of conv_backward."""

import numpy as np
import pytest
from checking import assert_same
from conv_backward import conv2d_backward


def draw(rng, *shape):
    """Whole numbers from -4 to 4, as floats."""
    return rng.integers(-4, 5, shape).astype(float)


def forward(x, w, stride, zeros):
    """The layer itself: zeros above, below, left and right, then every window times every filter."""
    top, bottom, left, right = zeros
    framed = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, w.shape[:2], axis=(1, 2))
    return np.einsum("bijcuv,uvcf->bijf", windows[:, :: stride[0], :: stride[1]], w)


def true_gradients(dout, x, w, stride=(1, 1), zeros=(0, 0, 0, 0)):
    """Measures the gradients: the layer is linear, so 1 more in one place changes the output by the derivative."""
    pixels, weights = x[0].size, w[..., 0].size
    bright = forward(np.eye(pixels).reshape(pixels, *x.shape[1:]), w, stride, zeros)
    dx = np.tensordot(dout, bright, axes=([1, 2, 3], [1, 2, 3])).reshape(x.shape)
    bumped = forward(x, np.eye(weights).reshape(*w.shape[:3], weights), stride, zeros)
    dw = np.tensordot(bumped, dout, axes=([0, 1, 2], [0, 1, 2])).reshape(w.shape)
    return dx, dw, dout.sum(axis=(0, 1, 2))


def problem(rng, shape, kernel, stride=(1, 1), zeros=(0, 0, 0, 0)):
    """Images, filters and a gradient of the output that belong together."""
    x, w = draw(rng, *shape), draw(rng, *kernel)
    return draw(rng, *forward(x, w, stride, zeros).shape), x, w


def gradients(dout, x, w, **options):
    """Calls the function with copies, and lets three results of whatever kind pass."""
    result = conv2d_backward(dout.copy(), x.copy(), w.copy(), **options)
    assert isinstance(result, tuple | list), "expected a tuple of three arrays: dx, dw and db"
    assert len(result) == 3, f"expected three arrays, dx, dw and db, got {len(result)}"
    return result


def answers(rng, cases):
    """Yields what the function answers to problems of these shapes, beside the true gradients."""
    drawn = [(problem(rng, shape, kernel, steps, zeros), options) for shape, kernel, options, steps, zeros in cases]
    # All calls first: which of them go wrong tells what the mistake is.
    actual = [gradients(*arrays, **options) for arrays, options in drawn]
    return [
        (result, true_gradients(*arrays, steps, zeros))
        for result, (arrays, _), (_, _, _, steps, zeros) in zip(actual, drawn, cases, strict=True)
    ]


NO_ZEROS = (0, 0, 0, 0)
# The shapes of images and filters, the options, the steps down and across, the zeros above, below, left and right.
PLAIN = [
    ((2, 5, 5, 3), (3, 3, 3, 4), {}, (1, 1), NO_ZEROS),
    ((3, 4, 4, 2), (2, 2, 2, 5), {}, (1, 1), NO_ZEROS),
]
STRIDED = [
    ((2, 3, 7, 3), (2, 5, 3, 4), {"stride": 1}, (1, 1), NO_ZEROS),
    ((2, 8, 7, 2), (3, 2, 2, 3), {"stride": (2, 3)}, (2, 3), NO_ZEROS),
    ((3, 6, 8, 2), (2, 4, 2, 1), {"stride": (3, 1)}, (3, 1), NO_ZEROS),
    ((1, 6, 8, 2), (3, 2, 2, 3), {"stride": 2}, (2, 2), NO_ZEROS),
]
PADDED = [
    ((2, 5, 6, 3), (3, 2, 3, 4), {"padding": (1, 2)}, (1, 1), (1, 1, 2, 2)),
    ((2, 3, 4, 2), (4, 5, 2, 3), {"padding": 1}, (1, 1), (1, 1, 1, 1)),
    ((1, 7, 5, 2), (2, 3, 2, 3), {"padding": (0, 1), "stride": (3, 2)}, (3, 2), (0, 0, 1, 1)),
    ((2, 6, 3, 2), (5, 2, 2, 3), {"padding": 0}, (1, 1), NO_ZEROS),
]
SAME = [
    ((2, 5, 6, 2), (1, 6, 2, 3), {"padding": "same"}, (1, 1), (0, 0, 2, 3)),
    ((2, 5, 6, 2), (3, 4, 2, 3), {"padding": "same", "stride": (2, 3)}, (2, 3), (1, 1, 0, 1)),
    ((2, 10, 8, 2), (3, 5, 2, 1), {"padding": "same", "stride": 2}, (2, 2), (0, 1, 1, 2)),
    ((2, 5, 8, 2), (1, 2, 2, 3), {"padding": "same", "stride": (3, 3)}, (3, 3), NO_ZEROS),
]


@pytest.mark.points(1)
def test_a_bias_collects_from_all_outputs_of_its_filter(rng):
    """A filter's bias is in all outputs of that filter, so its gradient is the sum over images and places."""
    dout, x, w = problem(rng, (2, 5, 5, 3), (3, 3, 3, 4))
    # Another sum for each filter, and none of them 0.
    dout[0, 0, 0] += rng.permutation([5.0, 12.0, -19.0, 26.0]) - dout.sum(axis=(0, 1, 2))
    _, _, db = gradients(dout, x, w)
    assert_same(db, dout.sum(axis=(0, 1, 2)), atol=1e-2)


@pytest.mark.points(1)
def test_a_weight_collects_from_all_windows(rng):
    """A weight is multiplied by a pixel of each window of each image: its gradient sums pixel times dout."""
    for (_, dw, _), (_, expected, _) in answers(rng, PLAIN):
        assert_same(dw, expected, atol=1e-2)


@pytest.mark.points(1)
def test_a_pixel_collects_from_all_windows_that_cover_it(rng):
    """A pixel is multiplied by a weight in each window that covers it, for each filter: all of it is added up."""
    for (dx, _, _), (expected, _, _) in answers(rng, PLAIN):
        assert_same(dx, expected, atol=1e-2)


@pytest.mark.points(1)
def test_weights_collect_a_stride_apart(rng):
    """For the weights too, windows lie a stride apart, with one number for each axis."""
    for (_, dw, _), (_, expected, _) in answers(rng, STRIDED):
        assert_same(dw, expected, atol=1e-2)


@pytest.mark.points(1)
def test_pixels_between_windows_get_nothing(rng):
    """Windows lie a stride apart, with one number for each axis; pixels in no window have a gradient of 0."""
    for (dx, _, _), (expected, _, _) in answers(rng, STRIDED):
        assert_same(dx, expected, atol=1e-2)


@pytest.mark.points(1)
def test_weights_have_seen_the_zeros(rng):
    """The weights were multiplied by the padded image, zeros included: dw is worked out from that one."""
    for (_, dw, _), (_, expected, _) in answers(rng, PADDED):
        assert_same(dw, expected, atol=1e-2)


@pytest.mark.points(1)
def test_the_frame_of_zeros_is_cut_off(rng):
    """The zeros of the padding are no input: dx has the shape of x, also where there are no zeros."""
    for (dx, _, _), (expected, _, _) in answers(rng, PADDED):
        assert_same(dx, expected, atol=1e-2)


@pytest.mark.points(1)
def test_same_has_the_zeros_of_the_forward_pass(rng):
    """The zeros for "same" follow from the stride too, are never negative, and an odd one goes behind."""
    for (dx, dw, _), expected in answers(rng, SAME):
        assert_same(dx, expected[0], atol=1e-2)
        assert_same(dw, expected[1], atol=1e-2)


@pytest.mark.points(1)
def test_fractions_are_kept_and_arguments_left_alone(rng):
    """Fractions of one argument survive where another is of whole numbers, and no argument is changed."""
    # Images of one pixel and kernels of one cell: both gradients are a product of two matrices.
    arrays = draw(rng, 3, 1, 1, 4) + 5, draw(rng, 3, 1, 1, 2) + 5, draw(rng, 1, 1, 2, 4) + 5
    before = [array.copy() for array in arrays]
    for array, copy in zip(arrays, before, strict=True):
        conv2d_backward(*arrays)
        assert_same(array, copy, atol=0)
    cases = []
    for k in range(3):
        # One with fractions that make no sum whole, the others with an integer dtype.
        dout, x, w = (array + 0.37 if i == k else array.astype(int) for i, array in enumerate(arrays))
        expected = dout @ w[0, 0].T, (x[:, 0, 0].T @ dout[:, 0, 0])[None, None]
        cases.append((gradients(dout, x, w), expected))
    for (dx, dw, _), expected in cases:
        assert_same(dx, expected[0], atol=1e-2)
        assert_same(dw, expected[1], atol=1e-2)


@pytest.mark.points(1)
def test_impossible_arguments_are_refused(rng):
    """ValueError for arrays that do not belong together, an unknown padding or a kernel that does not fit."""
    dout, x, w = problem(rng, (2, 5, 4, 3), (2, 2, 3, 4))
    # Whatever is wrong with the values has been judged already.
    for gradient, array in zip(gradients(dout, x, w), (x, w), strict=False):
        assert_same(gradient, np.zeros(array.shape), atol=1e6)
    for impossible in [
        {"dout": dout[0]},
        {"x": x[0]},
        {"w": w[..., 0]},
        {"w": w[:, :, :2]},
        {"x": x[..., :1]},
        {"padding": "full"},
        {"w": np.ones((6, 2, 3, 4)), "dout": np.ones((2, 0, 3, 4))},
        {"w": np.ones((2, 5, 3, 4)), "dout": np.ones((2, 4, 0, 4))},
        {"dout": dout[:, :3]},
        {"dout": dout[:1]},
        {"dout": dout[:, :, :2]},
        {"dout": dout[..., :1]},
        {"dout": draw(rng, 2, 5, 4, 4)},
        {"padding": 1},
        {"stride": 2},
    ]:
        with pytest.raises(ValueError):
            conv2d_backward(**{"dout": dout, "x": x, "w": w} | impossible)
