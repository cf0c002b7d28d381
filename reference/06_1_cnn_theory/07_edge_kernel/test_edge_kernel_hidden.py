"""Hidden checks of edge_kernel: they lay the kernel on windows themselves and accept each that answers well."""

import numpy as np
import pytest
from checking import assert_same
from edge_kernel import edge_kernel

# Where the windows are bright: the middle pixel is on either side of the edge.
ROW, COLUMN = np.indices((3, 3))
VERTICAL = [COLUMN >= 1, COLUMN >= 2]
HORIZONTAL = [ROW >= 1, ROW >= 2]
DIAGONAL = [ROW + COLUMN >= 2, ROW + COLUMN >= 3]
MIRRORED = [edge[:, ::-1] for edge in DIAGONAL]
# What float32 may leave of a sum that should be 0, as a share of what was added up.
ROUNDING = 1e-5


def weights(direction):
    """Returns the kernel as an array, once it has nine weights and not all of them are 0."""
    kernel = edge_kernel(direction)
    assert_same(kernel, np.zeros((3, 3)), atol=1e9)
    kernel = np.asarray(kernel, dtype=float)
    assert kernel.any(), "all weights are 0"
    return kernel


def response(kernel, window):
    """The sum of the products, as a share of the largest that weights and pixels of this size could give."""
    return np.sum(kernel * window) / (np.abs(kernel).sum() * np.max(window))


def assert_found(direction, edges):
    """Asserts that both edges of a direction are answered with a positive number."""
    kernel = weights(direction)
    for bright in edges:
        assert response(kernel, bright) > ROUNDING, "the response is not positive"


def assert_blind(kernel, edges):
    """Asserts that both edges leave the kernel at 0."""
    for bright in edges:
        assert abs(response(kernel, bright)) <= ROUNDING, "the response is not 0"


@pytest.mark.points(2)
def test_flat_windows_give_0():
    """The weights add up to 0: so a flat window gives 0, and only the contrast of an edge counts."""
    kernels = [weights(direction) for direction in ("vertical", "horizontal", "diagonal")]
    for kernel, (bright, _) in zip(kernels, [VERTICAL, HORIZONTAL, DIAGONAL], strict=True):
        assert abs(response(kernel, np.full((3, 3), 40))) <= ROUNDING, "a flat window does not give 0"
        # An edge of three times the contrast gives three times the response, on a brighter ground too.
        once, thrice = np.where(bright, 9, 4), np.where(bright, 22, 7)
        lack = np.sum(kernel * thrice) - 3 * np.sum(kernel * once)
        assert abs(lack) <= ROUNDING * np.abs(kernel).sum() * 22, "the response is not proportional to the contrast"


@pytest.mark.points(2)
def test_vertical_edges_are_found():
    """A vertical edge runs from top to bottom: where it is bright on the right of dark, the response is positive."""
    assert_found("vertical", VERTICAL)


@pytest.mark.points(2)
def test_horizontal_edges_are_found():
    """A horizontal edge runs from left to right: where it is bright below dark, the response is positive."""
    assert_found("horizontal", HORIZONTAL)


@pytest.mark.points(1)
def test_diagonal_edges_are_found():
    """A diagonal edge with dark in the upper left and bright in the lower right gives a positive response."""
    assert_found("diagonal", DIAGONAL)


@pytest.mark.points(1)
def test_vertical_and_horizontal_are_blind_to_each_other():
    """The kernel for vertical edges gives 0 for a horizontal edge, and that for horizontal ones for a vertical edge."""
    kernels = [weights(direction) for direction in ("vertical", "horizontal")]
    for kernel, edges in zip(kernels, [HORIZONTAL, VERTICAL], strict=True):
        assert_blind(kernel, edges)


@pytest.mark.points(1)
def test_diagonal_is_blind_to_the_other_diagonal():
    """The kernel for diagonal edges gives 0 for an edge along the other diagonal, at right angles to its own."""
    assert_blind(weights("diagonal"), MIRRORED)


@pytest.mark.points(1)
def test_unknown_directions_are_refused():
    """ValueError for a direction that is none of the three."""
    for direction in ("vertical", "horizontal", "diagonal"):
        weights(direction)
    for direction in ("sideways", "", "x", "vertical edge"):
        with pytest.raises(ValueError):
            edge_kernel(direction)
