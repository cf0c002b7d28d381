"""Translation: how much of a shift does max pooling hide?"""

import numpy as np


def shift_image(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    """Shifts an image by whole pixels and fills with zeros what comes in from outside.

    The pixel at row `i` and column `j` moves to row `i + dy` and column `j + dx`, all its channels
    with it. What leaves the image is lost; it does not come in again on the other side.

    Args:
        x: array of real numbers, of shape `(height, width)` or `(height, width, channels)`.
        dy: int, by how many rows the image moves down. If it is negative, the image moves up.
        dx: int, by how many columns the image moves to the right, or to the left if negative.
            Both may be larger than the image.

    Returns:
        An array of the shape of `x`. The values count, their dtype does not, but fractions are
        kept. `x` is left as it was.

    Raises:
        ValueError: If `x` has neither 2 nor 3 axes.

    Example:
        >>> x = np.arange(1.0, 7.0).reshape(2, 3)
        >>> shift_image(x, 1, 0).tolist()
        [[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]]
        >>> shift_image(x, 0, -2).tolist()
        [[3.0, 0.0, 0.0], [6.0, 0.0, 0.0]]
    """
    raise NotImplementedError("shift_image is yours to write")


def unchanged_fraction(x: np.ndarray, shift: int, pool_size: int) -> float:
    """Says which part of an image's max-pooled map stays the same when the image moves to the right.

    The image is max-pooled as it is. Then it is shifted to the right, with zeros coming in from
    the left as in `shift_image`, and max-pooled again. The two maps are compared cell by cell.
    The pooling windows are squares that lie side by side, beginning in the upper left corner. Rows
    and columns that are left over at the end are dropped.

    Args:
        x: array of real numbers of shape `(height, width)`, the image.
        shift: int, by how many columns the image moves to the right, at least 0. It may be larger
            than the image.
        pool_size: int, the side of a pooling window.

    Returns:
        The number of cells that have exactly the same value in both maps, divided by the number of
        cells of a map: a number from 0 to 1. `x` is left as it was.

    Raises:
        ValueError: If `pool_size` is below 1, or larger than the height or the width of the image.

    Example:
        >>> x = np.zeros((4, 8))
        >>> x[1, 2] = 5.0
        >>> float(unchanged_fraction(x, shift=1, pool_size=4))
        1.0
        >>> float(unchanged_fraction(x, shift=2, pool_size=4))
        0.0
        >>> float(unchanged_fraction(x, shift=2, pool_size=2))
        0.75
    """
    raise NotImplementedError("unchanged_fraction is yours to write")
