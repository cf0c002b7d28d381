"""Parameter count: how many numbers does a convolution learn?"""


def calculate_conv_parameters(
    input_channels: int,
    num_filters: int,
    kernel_size: int | tuple[int, int],
    use_bias: bool = True,
    groups: int = 1,
) -> int:
    """Counts the weights and biases of a 2D convolutional layer.

    The weights have shape `(kernel_height, kernel_width, input_channels / groups, num_filters)`,
    the biases have shape `(num_filters,)`.

    Args:
        input_channels: int, the number of channels of the input, at least 1.
        num_filters: int, the number of filters of the whole layer, at least 1.
        kernel_size: int or tuple of two ints `(height, width)`, each at least 1. One int stands
            for both.
        use_bias: bool, whether each filter has a bias. Defaults to `True`.
        groups: int, at least 1. The channels and the filters are split into this many groups,
            and a filter reads the channels of its own group only. Defaults to 1.

    Returns:
        The number of parameters, an integer (`int` or a NumPy integer, not a float).

    Raises:
        ValueError: If `input_channels`, `num_filters`, `groups` or a side of the kernel is below
            1, or if `groups` does not divide both `input_channels` and `num_filters`.

    Example:
        >>> calculate_conv_parameters(3, 64, 7)
        9472
        >>> calculate_conv_parameters(3, 64, (7, 1), use_bias=False)
        1344
        >>> calculate_conv_parameters(64, 64, 3, groups=64)
        640
    """
    raise NotImplementedError("calculate_conv_parameters is yours to write")
