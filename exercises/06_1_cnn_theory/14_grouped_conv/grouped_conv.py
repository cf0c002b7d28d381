"""Grouped, depthwise and dilated convolution: three ways to save weights."""

import numpy as np


def grouped_conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    groups: int = 1,
    stride: int | tuple[int, int] = 1,
) -> np.ndarray:
    """Convolves groups of channels with groups of filters, side by side and without padding.

    The channels of the images are split into `groups` blocks of neighbours, all of the same size,
    and the filters likewise. The filters of the first block read the channels of the first block
    only, those of the second block the second, and so on. The output has the filters in the order
    in which `w` has them. As in every deep-learning library the kernel is not flipped, and a last
    window that would reach over the end is not taken.

    Args:
        x: array of real numbers of shape `(batch, height, width, channels)`, the images.
        w: array of real numbers of shape
            `(kernel_height, kernel_width, channels / groups, filters)`.
        b: array of shape `(filters,)`, one bias for each filter, or `None` for no bias.
            Defaults to `None`.
        groups: int, the number of groups. Defaults to 1, an ordinary convolution.
        stride: int or tuple of two ints (down, across), how far the window moves at each step,
            at least 1. An int is meant for both. Defaults to 1.

    Returns:
        An array of shape `(batch, output_height, output_width, filters)`. The values count, their
        dtype does not, but fractions are kept, also where the images are of an integer dtype. `x`,
        `w` and `b` are left as they were.

    Raises:
        ValueError: If `x` or `w` does not have 4 axes, if `groups` is below 1 or does not divide
            both the channels and the filters, if `w` is made for another number of channels than a
            group has (1 is no exception), or if the kernel is larger than the images.

    Example:
        >>> x = np.array([1.0, 2.0, 3.0, 4.0]).reshape(1, 1, 1, 4)
        >>> w = np.ones((1, 1, 2, 2))
        >>> grouped_conv2d(x, w, groups=2).tolist()
        [[[[3.0, 7.0]]]]
        >>> grouped_conv2d(np.ones((2, 5, 6, 4)), np.ones((3, 2, 2, 8)), groups=2, stride=(1, 2)).shape
        (2, 3, 3, 8)
    """
    raise NotImplementedError("grouped_conv2d is yours to write")


def depthwise_conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Convolves each channel on its own, with filters that are one channel deep; stride 1, no padding.

    Every channel has `multiplier` filters, and nothing is added up over channels.

    Args:
        x: array of real numbers of shape `(batch, height, width, channels)`, the images.
        w: array of real numbers of shape `(kernel_height, kernel_width, channels, multiplier)`:
            `w[:, :, c, m]` is the kernel of filter `m` of channel `c`.
        b: array of shape `(channels * multiplier,)`, one bias for each map of the output, or `None`
            for no bias. Defaults to `None`.

    Returns:
        An array of shape `(batch, output_height, output_width, channels * multiplier)`. First come
        all maps of channel 0, then all of channel 1, and so on: filter `m` of channel `c` is at
        `c * multiplier + m`. The values count, their dtype does not, but fractions are kept. `x`,
        `w` and `b` are left as they were.

    Raises:
        ValueError: If `x` or `w` does not have 4 axes, if `w` is made for another number of
            channels than `x` has (1 is no exception), or if the kernel is larger than the images.

    Example:
        >>> x = np.array([1.0, 2.0, 3.0]).reshape(1, 1, 1, 3)
        >>> depthwise_conv2d(x, np.full((1, 1, 3, 2), 5.0)).tolist()
        [[[[5.0, 5.0, 10.0, 10.0, 15.0, 15.0]]]]
    """
    raise NotImplementedError("depthwise_conv2d is yours to write")


def dilate_kernel(w: np.ndarray, rate: int) -> np.ndarray:
    """Puts zeros between the weights of a kernel, so that it covers more with the same weights.

    Args:
        w: array of real numbers of shape `(kernel_height, kernel_width, channels, filters)`.
        rate: int, the distance of neighbouring weights in the new kernel, down and across. A rate
            of 1 changes nothing.

    Returns:
        An array with the shape of `w` but for the first two axes. Its first and last rows and
        columns are those of `w`; the zeros are only in between. The values count, their dtype does
        not, but fractions are kept. `w` is left as it was.

    Raises:
        ValueError: If `w` does not have 4 axes, or if `rate` is below 1.

    Example:
        >>> w = np.array([[5.0, 7.0]]).reshape(1, 2, 1, 1)
        >>> dilate_kernel(w, 3)[:, :, 0, 0].tolist()
        [[5.0, 0.0, 0.0, 7.0]]
    """
    raise NotImplementedError("dilate_kernel is yours to write")
