"""Edge kernels: nine weights that find an edge of one direction."""

import numpy as np


def edge_kernel(direction: str) -> np.ndarray:
    """Returns a kernel of 3 by 3 that finds edges of one direction.

    The kernel is meant to be laid on a window of 3 by 3 pixels as it stands: each pixel is
    multiplied by the weight that lies on it, and the products are added up to the response. The
    kernel is not flipped.

    Args:
        direction: the edges to be found. Here are two windows for each, 0 is dark and 1 is bright:

            - `"vertical"`: dark on the left, bright on the right.
              `0 0 1`    `0 1 1`
              `0 0 1`    `0 1 1`
              `0 0 1`    `0 1 1`
            - `"horizontal"`: dark above, bright below.
              `0 0 0`    `0 0 0`
              `0 0 0`    `1 1 1`
              `1 1 1`    `1 1 1`
            - `"diagonal"`: dark in the upper left, bright in the lower right.
              `0 0 0`    `0 0 1`
              `0 0 1`    `0 1 1`
              `0 1 1`    `1 1 1`

    Returns:
        An array of real numbers of shape `(3, 3)`. There is more than one right kernel, and every
        positive multiple of one is right too. What counts is the response:

        - It is 0 for a flat window, in which all pixels are equally bright.
        - It is positive for both windows that are shown for the direction, and for all others
          with brighter and darker pixels in the same places.
        - It is 0 for edges at right angles to these. For `"vertical"` they are the horizontal
          windows above, for `"horizontal"` the vertical ones, and for `"diagonal"` the diagonal
          ones mirrored, with the left and the right column exchanged.

    Raises:
        ValueError: If `direction` is none of the three.

    Example:
        >>> edge_kernel("diagonal").shape
        (3, 3)
        >>> window = np.array([[20, 20, 90], [20, 20, 90], [20, 20, 90]])
        >>> bool(np.sum(window * edge_kernel("vertical")) > 0)
        True
        >>> bool(np.sum(window * edge_kernel("horizontal")) == 0)
        True
    """
    raise NotImplementedError("edge_kernel is yours to write")
