"""Convolution, backward: from the gradient of the output to three more."""

import numpy as np


def conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    stride: int | tuple[int, int] = 1,
    padding: str | int | tuple[int, int] = "valid",
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Passes a gradient back through a convolutional layer, to its images, filters and biases.

    The layer is that of `conv2d_forward`: cross-correlation, no flip, and the output at row `i`
    and column `j` belongs to the window whose first row is `i * stride[0]` and whose first column
    is `j * stride[1]`, counted in the padded image. A last window that would reach over the end
    is not taken.

    The gradient of an array has the array's shape. Each of its entries says how fast the loss
    grows when that entry of the array grows. The loss is one number for the whole batch, so what
    the images, the places and the filters contribute is added up, not averaged.

    Args:
        dout: array of real numbers of shape `(batch, output_height, output_width, filters)`, the
            gradient of the layer's output.
        x: array of real numbers of shape `(batch, height, width, channels)`, the images that
            went in.
        w: array of real numbers of shape `(kernel_height, kernel_width, channels, filters)`.
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
        Three arrays `(dx, dw, db)`, in this order: the gradients of the images, with the shape
        of `x`, of the filters, with the shape of `w`, and of the biases, with shape `(filters,)`.
        The values count, their dtype does not, but nothing is rounded or cut off, even where
        some of the arguments are of an integer dtype. `dout`, `x` and `w` are left as they were.

    Raises:
        ValueError: If `dout`, `x` or `w` does not have 4 axes, if `w` is made for another number
            of channels than `x` has, if `padding` is a string other than `"valid"` and `"same"`,
            if the kernel is larger than the padded image, or if `dout` does not have the shape
            of the layer's output (1 is no exception). With `"same"` every kernel fits.

    Example:
        >>> x = np.arange(9.0).reshape(1, 3, 3, 1)
        >>> w = np.array([[1.0, 0.0], [0.0, -1.0]]).reshape(2, 2, 1, 1)
        >>> dout = np.array([[1.0, 0.0], [0.0, 2.0]]).reshape(1, 2, 2, 1)
        >>> dx, dw, db = conv2d_backward(dout, x, w)
        >>> dx[0, :, :, 0]
        array([[ 1.,  0.,  0.],
               [ 0.,  1.,  0.],
               [ 0.,  0., -2.]])
        >>> dw[:, :, 0, 0]
        array([[ 8., 11.],
               [17., 20.]])
        >>> db
        array([3.])
        >>> dx, dw, db = conv2d_backward(dout, x, w, stride=2, padding=1)
        >>> dx.shape, dw.shape, db.shape
        ((1, 3, 3, 1), (2, 2, 1, 1), (1,))
    """
    raise NotImplementedError("conv2d_backward is yours to write")
