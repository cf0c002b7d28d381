"""Hidden checks of receptive_field: the pixels that a cell depends on are looked up one by one."""

import numpy as np
import pytest
from checking import assert_same
from receptive_field import receptive_field


def pixels(cell, layers):
    """Goes from a cell of the last layer back to the image and returns all pixels on the way's end."""
    seen = {cell}
    for kernel, stride, *rest in reversed(layers):
        dilation = rest[0] if rest else 1
        seen = {place * stride + tap * dilation for place in seen for tap in range(kernel)}
    return seen


def size_of(layers):
    """The number of pixels from the first to the last that a cell sees."""
    seen = pixels(3, layers)
    return max(seen) - min(seen) + 1


def jump_of(layers):
    """The distance between the first pixels of two neighbouring cells."""
    return min(pixels(4, layers)) - min(pixels(3, layers))


def pair(result):
    """Returns the size and the jump, once there are two numbers."""
    assert_same(result, np.zeros(2), atol=1e6)
    return tuple(np.asarray(result, dtype=float))


def assert_all(answers, expected):
    """Compares only when everything has been asked, so that a failure shows what was answered throughout."""
    assert answers == expected, "not the number of pixels that a cell sees, or not their distance"


@pytest.mark.points(2)
def test_kernels_widen_the_view():
    """At stride 1, each layer widens the view by its kernel less one: the views of neighbouring cells overlap."""
    networks = [[(4, 1)], [(3, 1), (3, 1), (3, 1)], [(2, 1), (5, 1)], [(1, 1), (7, 1), (4, 1), (1, 1)]]
    answers = [pair(receptive_field(layers))[0] for layers in networks]
    assert_all(answers, [size_of(layers) for layers in networks])


@pytest.mark.points(3)
def test_strides_widen_the_windows_after_them():
    """A window adds its cells less one, each as many pixels as the strides before it have put between cells."""
    networks = [
        [(3, 1), (2, 2), (3, 1), (2, 2)],
        [(7, 2), (3, 2), (3, 1)],
        [(5, 3), (2, 1)],
        [(2, 1), (4, 3), (3, 2), (2, 4)],
        [(2, 5), (3, 2), (4, 1)],
    ]
    answers = [pair(receptive_field(layers))[0] for layers in networks]
    assert_all(answers, [size_of(layers) for layers in networks])


@pytest.mark.points(2)
def test_jump_multiplies_all_strides():
    """The distance of neighbouring cells is multiplied by every stride, also by that of the last layer."""
    networks = [
        [(3, 4)],
        [(2, 2), (2, 2), (3, 3)],
        [(7, 3), (1, 1), (3, 5)],
        [(4, 3), (6, 2), (5, 1)],
        [(5, 1), (3, 1)],
    ]
    answers = [pair(receptive_field(layers))[1] for layers in networks]
    assert_all(answers, [jump_of(layers) for layers in networks])


@pytest.mark.points(1)
def test_dilation_spreads_the_taps():
    """The taps of a dilated window lie further apart, which widens the view but not the jump."""
    networks = [[(3, 1, 1), (3, 1, 2), (3, 1, 4)], [(3, 2), (2, 3, 5), (4, 1)], [(1, 2, 6), (5, 1, 2)], [(4, 2, 3)]]
    answers = [pair(receptive_field(layers)) for layers in networks]
    assert_all([size for size, _ in answers], [size_of(layers) for layers in networks])
    assert answers[-1][1] == jump_of(networks[-1]), "not the distance of neighbouring cells"


@pytest.mark.points(1)
def test_pixels_see_themselves():
    """Where there is no layer, or only windows of one cell, a cell sees one pixel."""
    networks = [[], [(1, 1)], [(1, 3)], [(1, 1), (1, 4)]]
    answers = [pair(receptive_field(layers)) for layers in networks]
    assert_all(answers, [(1, 1), (1, 1), (1, 3), (1, 4)])


@pytest.mark.points(1)
def test_no_value_may_be_below_1():
    """ValueError for a kernel, a stride or a dilation below 1, in whichever layer."""
    assert_same(receptive_field([(3, 2), (4, 1, 2)]), (15, 2))
    for impossible in [(-3, 1), (3, -2), (3, 1, -1), (0, 1), (3, 0), (3, 1, 0)]:
        for layers in [[impossible], [(3, 2), impossible], [impossible, (2, 1)]]:
            with pytest.raises(ValueError):
                receptive_field(layers)
