def calculate_conv_parameters(
    input_channels: int,
    num_filters: int,
    kernel_size: int | tuple[int, int],
    use_bias: bool = True,
    groups: int = 1,
) -> int:
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    height, width = kernel_size
    if min(input_channels, num_filters, height, width, groups) < 1:
        raise ValueError("channels, filters, groups and both sides of the kernel must be at least 1")
    if input_channels % groups or num_filters % groups:
        raise ValueError(f"{groups} groups must divide {input_channels} channels and {num_filters} filters")
    # A filter is as deep as its own group, not as the whole input.
    depth = input_channels // groups
    weights = height * width * depth * num_filters
    # A bias belongs to a filter, that is to an output channel.
    biases = num_filters if use_bias else 0
    return weights + biases
