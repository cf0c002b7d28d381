"""Hidden checks of same_padding."""

import numpy as np
import pytest
from checking import assert_same
from same_padding import pad_image, same_padding


def fewest(size, filter_size, stride=1, dilation=1):
    """Adds cells one by one, behind first and in front then, until every started stride has its window."""
    taps = range(0, dilation * filter_size, dilation)
    before, after = 0, 0
    while (len(range(0, size, stride)) - 1) * stride + taps[-1] >= before + size + after:
        before, after = after, before + 1
    return before, after


def pair(result):
    """Returns two numbers, once there are two."""
    assert_same(result, np.zeros(2), atol=1e6)
    return tuple(np.asarray(result, dtype=float))


def assert_paddings(cases):
    """Compares only when everything has been asked, so that a failure shows what was answered throughout."""
    answers = [pair(same_padding(*case)) for case in cases]
    assert answers == [fewest(*case) for case in cases], "not the cells before and after the input"


def framed(x, top, bottom, left, right, value):
    """Puts strips around the middle axes of a batch, one side after the other."""
    batch, _, width, channels = x.shape
    x = np.concatenate(
        [np.full((batch, top, width, channels), value), x, np.full((batch, bottom, width, channels), value)], axis=1
    )
    height = x.shape[1]
    return np.concatenate(
        [np.full((batch, height, left, channels), value), x, np.full((batch, height, right, channels), value)], axis=2
    )


def draw(rng, *shape):
    """The numbers from 1 on in random order, with a half, so that no two are equal and none is a frame's."""
    return rng.permutation(np.prod(shape)).reshape(shape) + 1.5


@pytest.mark.points(1)
def test_at_stride_1_the_padding_is_the_filter_less_one():
    """At stride 1, the padding in all is the filter less one: for an odd filter, half of it on each side."""
    assert_paddings([(10, 3), (9, 1), (6, 7), (8, 5)])


@pytest.mark.points(1)
def test_the_extra_cell_goes_behind():
    """If the padding in all is odd, as for an even filter at stride 1, the extra cell goes behind the input."""
    assert_paddings([(5, 2), (8, 6), (3, 4)])


@pytest.mark.points(2)
def test_padding_depends_on_size_and_stride():
    """With a stride, the padding is what the last window lacks: it depends on the input, and is never negative."""
    assert_paddings([(10, 3, 2), (11, 3, 2), (11, 4, 3), (5, 1, 3), (12, 5, 3), (9, 2, 4), (13, 6, 4), (8, 2, 2)])


@pytest.mark.points(1)
def test_dilated_filters_cover_more():
    """The cells that a filter covers count, and dilation puts gaps between its taps."""
    assert_paddings([(9, 3, 1, 2), (12, 4, 1, 3), (11, 3, 3, 2), (10, 4, 2, 3), (7, 2, 1, 4), (6, 1, 2, 5)])


@pytest.mark.points(1)
def test_each_side_has_a_width_of_its_own(rng):
    """The four widths of a frame are top, bottom, left and right; a single number stands for all four."""
    x = draw(rng, 3, 5)
    cases = [(2, (2, 2, 2, 2)), (((1, 2), (3, 4)), (1, 2, 3, 4)), (((2, 0), (0, 1)), (2, 0, 0, 1)), (0, (0, 0, 0, 0))]
    answers = [pad_image(x.copy(), pad) for pad, _ in cases]
    for answer, (_, sides) in zip(answers, cases, strict=True):
        assert_same(answer, framed(x[None, :, :, None], *sides, 0.0)[0, :, :, 0])


@pytest.mark.points(1)
def test_only_height_and_width_are_padded(rng):
    """Images keep their channels and batches their images: only height and width grow."""
    single, batch = draw(rng, 4, 2, 3), draw(rng, 2, 3, 4, 5)
    answers = [
        pad_image(single.copy(), 2),
        pad_image(batch.copy(), 1),
        pad_image(batch.copy(), ((2, 1), (3, 0))),
    ]
    expected = [
        framed(single[None], 2, 2, 2, 2, 0.0)[0],
        framed(batch, 1, 1, 1, 1, 0.0),
        framed(batch, 2, 1, 3, 0, 0.0),
    ]
    for answer, wanted in zip(answers, expected, strict=True):
        assert_same(answer, wanted)


@pytest.mark.points(1)
def test_the_frame_holds_the_value(rng):
    """All cells of the frame hold the value, also where it is a fraction and the image has an integer dtype."""
    x = draw(rng, 3, 4)
    integers = np.array([[4, -3, 2], [1, 5, -6]])
    answers = [pad_image(x.copy(), 1, -8.0), pad_image(x.copy(), 2, 0.5), pad_image(integers, 1, -2.5)]
    expected = [
        framed(x[None, :, :, None], 1, 1, 1, 1, -8.0),
        framed(x[None, :, :, None], 2, 2, 2, 2, 0.5),
        framed(integers[None, :, :, None], 1, 1, 1, 1, -2.5),
    ]
    for answer, wanted in zip(answers, expected, strict=True):
        assert_same(answer, wanted[0, :, :, 0])


@pytest.mark.points(1)
def test_the_image_is_left_as_it_was(rng):
    """The frame goes around a copy: the image itself is the same after the call as before."""
    x = draw(rng, 3, 4)
    before = x.copy()
    expected = framed(before[None, :, :, None], 1, 1, 1, 1, -3.0)[0, :, :, 0]
    # Twice, since a function that writes into the image sees the outcome the second time.
    answers = [pad_image(x, 1, -3.0), pad_image(x, 1, -3.0)]
    for answer in answers:
        assert_same(answer, expected)
    assert_same(x, before, atol=0)


@pytest.mark.points(1)
def test_what_makes_no_sense_is_refused():
    """ValueError for a size, filter, stride or dilation below 1, a negative frame and 1 or 5 axes."""
    assert_same(same_padding(7, 4, 2, 3), (4, 5))
    for impossible in [(-1, 3), (8, -3), (8, 3, -2), (8, 3, 1, -1), (0, 3), (8, 0), (8, 3, 0), (8, 3, 1, 0)]:
        with pytest.raises(ValueError):
            same_padding(*impossible)
    image = np.array([[3.0, 4.0]])
    assert_same(pad_image(image, 1), [[0, 0, 0, 0], [0, 3, 4, 0], [0, 0, 0, 0]])
    for shape in [(4,), (1, 2, 3, 4, 2)]:
        with pytest.raises(ValueError):
            pad_image(np.ones(shape), 1)
    # Of an image of one pixel, NumPy would let any part be cut off.
    for pad in [((0, 0), (1, -1)), ((-1, 1), (0, 0)), ((1, -1), (2, 2)), ((1, 1), (-1, 1)), -1]:
        with pytest.raises(ValueError):
            pad_image(np.ones((1, 1)), pad)
