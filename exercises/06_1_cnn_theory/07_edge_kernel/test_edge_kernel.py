"""Public checks of edge_kernel: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from edge_kernel import edge_kernel


def response(direction, window):
    """Lays the kernel on a window and adds up the products."""
    kernel = edge_kernel(direction)
    # Lets any real numbers of this shape pass.
    assert_same(kernel, np.zeros((3, 3)), atol=1e9)
    return float((np.asarray(kernel, dtype=float) * window).sum())


def test_vertical_finds_what_is_bright_on_the_right():
    """Dark on the left, bright on the right: the response is positive."""
    found = response("vertical", [[2, 2, 7], [2, 2, 7], [2, 2, 7]])
    assert found > 0, f"expected a positive response, got {found}"


def test_horizontal_finds_what_is_bright_below():
    """Dark above, bright below: the response is positive."""
    found = response("horizontal", [[2, 2, 2], [7, 7, 7], [7, 7, 7]])
    assert found > 0, f"expected a positive response, got {found}"


def test_diagonal_finds_what_is_bright_in_the_lower_right():
    """Dark in the upper left, bright in the lower right: the response is positive."""
    found = response("diagonal", [[2, 2, 7], [2, 7, 7], [7, 7, 7]])
    assert found > 0, f"expected a positive response, got {found}"


def test_a_flat_window_has_no_edge():
    """A window of equal pixels gives 0, and the same window with a brighter right side does not."""
    assert_same(response("vertical", [[5, 5, 5], [5, 5, 5], [5, 5, 5]]), 0)
    assert response("vertical", [[5, 5, 6], [5, 5, 6], [5, 5, 6]]) != 0, "got 0 for an edge too"


def test_vertical_is_blind_to_horizontal_edges():
    """A horizontal edge looks alike on the left and on the right: it gives 0. A vertical edge does not."""
    assert_same(response("vertical", [[0, 0, 0], [0, 0, 0], [1, 1, 1]]), 0)
    assert response("vertical", [[0, 1, 1], [0, 1, 1], [0, 1, 1]]) != 0, "got 0 for a vertical edge too"


def test_other_directions_are_refused():
    """There is a kernel for "vertical" edges, none for "sideways" ones."""
    assert response("vertical", [[0, 0, 1], [0, 0, 1], [0, 0, 1]]) > 0, "expected a positive response"
    with pytest.raises(ValueError):
        edge_kernel("sideways")
