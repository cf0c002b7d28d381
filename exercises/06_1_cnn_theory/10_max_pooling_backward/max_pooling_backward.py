"""Max pooling, backward: only the winner of a window hears of the loss."""

import numpy as np


def max_pool_2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    """Passes a gradient back through max pooling, to the images that were pooled.

    The layer is that of `max_pool_2d` with `"valid"`: the first window begins in the upper left
    corner, the next ones each a stride further right or down, and a window that would reach over
    the edge is not taken. Each image and each channel is pooled on its own.

    Args:
        dout: array of real numbers of shape `(batch, new_height, new_width, channels)`, the
            gradient of the layer's output.
        x: array of real numbers of shape `(batch, height, width, channels)`, the images that
            were pooled.
        pool_size: int or tuple of two ints `(height, width)`, the size of the window, at least 1.
            Defaults to 2.
        stride: int or tuple of two ints `(height, width)`, the distance between the beginnings of
            neighbouring windows, at least 1, or `None` for the size of the window. Defaults to
            `None`.

    Returns:
        An array of the shape of `x`, the gradient of the images. It passes each entry of `dout` to
        the cell with the largest value of its window; a cell that is the largest in several windows
        gets the sum, and all other cells get 0. If several cells of a window share the largest
        value, any one of them may get the entry, or they may share it. The values count, their
        dtype does not, but fractions of `dout` are kept, whatever the dtype of `x`. `dout` and `x`
        are left as they were.

    Raises:
        ValueError: If `x` does not have 4 axes, if a side of the window or a stride is below 1, if
            the window is higher or wider than the images, or if `dout` does not have the shape of
            the layer's output (1 is no exception).

    Example:
        >>> x = np.array([[1.0, 5, 2, 3, 9], [3, 4, 7, 6, 8]]).reshape(1, 2, 5, 1)
        >>> dout = np.array([10.0, 20.0]).reshape(1, 1, 2, 1)
        >>> max_pool_2d_backward(dout, x)[0, :, :, 0].tolist()
        [[0.0, 10.0, 0.0, 0.0, 0.0], [0.0, 0.0, 20.0, 0.0, 0.0]]
        >>> dout = np.array([1.0, 10.0, 100.0]).reshape(1, 1, 3, 1)
        >>> max_pool_2d_backward(dout, x, pool_size=(2, 3), stride=1)[0, :, :, 0].tolist()
        [[0.0, 0.0, 0.0, 0.0, 100.0], [0.0, 0.0, 11.0, 0.0, 0.0]]
    """
    raise NotImplementedError("max_pool_2d_backward is yours to write")
