"""Adds 1 for each cell of each filter, as one would on paper, and one more when a filter is complete."""


def calculate_conv_parameters(input_channels, num_filters, kernel_size, use_bias=True, groups=1):
    if type(kernel_size) is int:
        kernel_size = [kernel_size] * 2
    height, width = kernel_size
    if input_channels < 1 or num_filters < 1 or height < 1 or width < 1 or groups < 1:
        raise ValueError("too small")
    if input_channels % groups != 0:
        raise ValueError("input_channels")
    if num_filters % groups != 0:
        raise ValueError("num_filters")
    count = 0
    for _ in range(num_filters):
        for _ in range(input_channels // groups):
            for _ in range(height):
                count += width
        if use_bias:
            count += 1
    return count
