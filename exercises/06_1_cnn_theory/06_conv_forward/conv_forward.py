"""Convolution, forward: from one window to the whole feature map."""

import numpy as np


def conv2d_forward(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int | tuple[int, int] = 1,
    padding: str | int | tuple[int, int] = "valid",
) -> np.ndarray:
    """Convolves a batch of images with a set of filters, as a convolutional layer does.

    As in every deep-learning library this is cross-correlation: the kernel is not flipped.
    The output at row `i` and column `j` belongs to the window whose first row is
    `i * stride[0]` and whose first column is `j * stride[1]`, counted in the padded image.
    A last window that would reach over the end is not taken.

    Args:
        x: array of real numbers of shape `(batch, height, width, channels)`, the images.
        w: array of real numbers of shape `(kernel_height, kernel_width, channels, filters)`.
        b: array of shape `(filters,)`, one bias for each filter, or `None` for no bias.
            Defaults to `None`.
        stride: int or tuple of two ints (down, across), how far the window moves at each step,
            at least 1. An int is meant for both. Defaults to 1.
        padding: the frame of zeros around each image. Defaults to `"valid"`.
            - `"valid"`: no zeros.
            - `"same"`: as many zeros as it takes for the output to have one row for each
              started stride of the height (`height / stride`, rounded up), and likewise for
              the width, but never fewer than none. They are shared equally between the two
              sides; an odd one goes to the bottom or to the right, as in TensorFlow.
            - an int or a tuple of two ints (height, width): that many zeros on *each* side.

    Returns:
        An array of shape `(batch, output_height, output_width, filters)`. Every axis is there
        even where its size is 1. The values count, their dtype does not, but nothing is rounded
        or cut off: images of whole numbers (an integer dtype) and weights with fractions give
        results with fractions. `x`, `w` and `b` are left as they were.

    Raises:
        ValueError: If `x` or `w` does not have 4 axes, if `w` is made for another number of
            channels than `x` has (1 is no exception), if `padding` is a string other than
            `"valid"` and `"same"`, or if the kernel is larger than the padded image. With
            `"same"` every kernel fits.

    Example:
        >>> x = np.arange(9.0).reshape(1, 3, 3, 1)
        >>> w = np.array([[1.0, 0.0], [0.0, -1.0]]).reshape(2, 2, 1, 1)
        >>> conv2d_forward(x, w)[0, :, :, 0]
        array([[-4., -4.],
               [-4., -4.]])
        >>> conv2d_forward(x, w, b=np.array([10.0]), stride=2, padding=1)[0, :, :, 0]
        array([[10.,  8.],
               [ 4.,  6.]])
        >>> conv2d_forward(x, w, stride=(1, 2), padding="same").shape
        (1, 3, 2, 1)
    """
    raise NotImplementedError("conv2d_forward is yours to write")
