"""Filter grid: all filters of a layer in one picture."""

import numpy as np


def filter_grid(kernels: np.ndarray, columns: int, channel: int = 0, gap: int = 1) -> np.ndarray:
    """Puts one channel of each filter into one picture, side by side, each with its own contrast.

    The filters are placed row by row, each row from left to right. There are as many rows as needed
    and always `columns` columns. Between two neighbouring filters, and only there, are `gap` rows or
    columns of pixels: none around the picture.

    In each filter, of what is shown of it the smallest weight becomes 0 and the largest 1, with the
    others in proportion between them. A filter with equal weights only becomes 0 everywhere. All
    other pixels are 1: the gaps, and the places of the last row that no filter is left for.

    Args:
        kernels: array of real numbers, of shape `(kernel_height, kernel_width, channels, filters)`,
            each at least 1. It is not modified.
        columns: int, how many filters are side by side, at least 1.
        channel: int, which of the input channels is shown, from 0 to `channels - 1`. Defaults to 0.
        gap: int, how many pixels are between neighbours, at least 0. Defaults to 1.

    Returns:
        An array of floats of shape `(height, width)`. With `rows` for the number of rows, `height`
        is `rows * kernel_height` and the gaps between them, `width` is `columns * kernel_width` and
        the gaps between them.

    Raises:
        ValueError: If `kernels` has not 4 axes, if `columns` is below 1, if `gap` is below 0, or if
            there is no such channel: `channel` is below 0 or not below `channels`.

    Example:
        >>> kernels = np.zeros((1, 3, 2, 3))
        >>> kernels[0, :, 0, 0] = [-2, 0, 2]
        >>> kernels[0, :, 0, 1] = [9, 5, 7]
        >>> filter_grid(kernels, columns=2).tolist()
        [[0.0, 0.5, 1.0, 1.0, 1.0, 0.0, 0.5], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]]
        >>> filter_grid(kernels, columns=3, gap=0).tolist()
        [[0.0, 0.5, 1.0, 1.0, 0.0, 0.5, 0.0, 0.0, 0.0]]
    """
    raise NotImplementedError("filter_grid is yours to write")
