"""Max pooling: keep the strongest response of each window."""

import numpy as np


def max_pool_2d(
    x: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
    padding: str = "valid",
) -> np.ndarray:
    """Takes the largest value of each window, for each image and each channel on its own.

    The rules are those of TensorFlow and Keras. The first window begins in the upper left corner
    of the (padded) image, the next ones each a stride further right or down.

    Args:
        x: array of real numbers, of shape `(height, width)` or `(batch, height, width, channels)`.
            It is not modified.
        pool_size: int or tuple of two ints `(height, width)`, the size of the window, at least 1.
            Defaults to 2.
        stride: int or tuple of two ints `(height, width)`, the distance between the beginnings of
            neighbouring windows, at least 1, or `None` for the size of the window. Defaults to
            `None`.
        padding: `"valid"` (only windows that lie inside the image) or `"same"` (along each axis,
            one window for each started stride: the size of the image divided by the stride,
            rounded up). With `"same"` the image is padded by as many rows and columns as these
            windows need, half of them on each side and an odd one at the bottom or at the right.
            A padded cell is never the largest, even if all values are negative. Defaults to
            `"valid"`.

    Returns:
        An array of shape `(new_height, new_width)` or `(batch, new_height, new_width, channels)`,
        like `x`, with the values as they are in `x`: fractions are kept. Of integers it may be
        an array of integers or of floats.

    Raises:
        ValueError: If `padding` is another string than the two, if `x` has neither 2 nor 4 axes, if
            a side of the window or a stride is below 1, or if the window is higher or wider than
            the image with `"valid"`. With `"same"` every window fits.

    Example:
        >>> image = np.array([[1.0, 5, 2, 3, 9], [3, 4, 7, 6, 8], [5, 2, 1, 3, 4]])
        >>> max_pool_2d(image).tolist()
        [[5.0, 7.0]]
        >>> max_pool_2d(image, pool_size=(3, 2), stride=1).tolist()
        [[5.0, 7.0, 7.0, 9.0]]
        >>> max_pool_2d(-image, padding="same").tolist()
        [[-1.0, -2.0, -8.0], [-2.0, -1.0, -4.0]]
    """
    raise NotImplementedError("max_pool_2d is yours to write")
