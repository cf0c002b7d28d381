"""One convolution step: a window and a kernel make one number."""

import numpy as np


def conv_single_step(window: np.ndarray, kernel: np.ndarray, bias: float) -> float:
    """Applies a kernel to one window of an image, as a convolutional layer does at each place.

    Each number of the window is multiplied by the weight at the same place of the kernel. The
    products are added up, over the channels too, and the bias is added to the sum. As in every
    deep-learning library the kernel is not flipped.

    Args:
        window: array of real numbers of shape `(kernel_height, kernel_width, channels)`.
        kernel: array of real numbers of the same shape, the weights.
        bias: float, the bias of the kernel.

    Returns:
        One number: a `float`, a NumPy number or an array of shape `()`. It may be negative or
        a fraction: nothing is cut off or rounded. `window` and `kernel` are left as they were.

    Raises:
        ValueError: If `window` and `kernel` do not have the same shape, even if NumPy could
            stretch one of them to fit the other.

    Example:
        >>> window = np.array([[[1.0, 2.0, 3.0]]])
        >>> kernel = np.array([[[0.5, -1.0, 0.0]]])
        >>> float(conv_single_step(window, kernel, 0.0))
        -1.5
        >>> float(conv_single_step(window, kernel, 4.0))
        2.5
    """
    raise NotImplementedError("conv_single_step is yours to write")
