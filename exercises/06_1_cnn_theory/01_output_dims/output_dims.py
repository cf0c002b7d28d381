"""Output dimensions: how large is a feature map?"""


def calculate_output_dimensions(
    input_size: int,
    filter_size: int,
    stride: int = 1,
    padding: str | int = "valid",
    dilation: int = 1,
) -> int:
    """Computes the size of a convolution's output along one spatial axis.

    The formulas are those of TensorFlow and Keras. A dilated filter covers
    `dilation * (filter_size - 1) + 1` cells of the input.

    Args:
        input_size: int, the size of the input along the axis, at least 1.
        filter_size: int, the size of the filter along the axis, at least 1.
        stride: int, how many cells the filter moves at each step, at least 1. Defaults to 1.
        padding: `"valid"` (no padding), `"same"` (as much as it takes for the output to have
            one cell for each started stride: the input size divided by the stride, rounded up)
            or an int of at least 0: that many zeros on *each* side. Defaults to `"valid"`.
        dilation: int, the distance between neighbouring taps of the filter, at least 1.
            Defaults to 1.

    Returns:
        The number of positions of the filter, an integer (`int` or a NumPy integer, not a float).

    Raises:
        ValueError: If `padding` is none of the three, if a size, the stride or the dilation is
            below 1, or if the (dilated) filter does not fit into the input and its padding.
            With `"same"` every filter fits.

    Example:
        >>> calculate_output_dimensions(28, 3)
        26
        >>> calculate_output_dimensions(28, 3, stride=2, padding="same")
        14
        >>> calculate_output_dimensions(28, 5, padding=2)
        28
    """
    raise NotImplementedError("calculate_output_dimensions is yours to write")
