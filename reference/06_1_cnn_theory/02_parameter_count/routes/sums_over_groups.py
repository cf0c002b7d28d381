"""Takes a grouped convolution for what it is: several small ungrouped ones side by side."""


def calculate_conv_parameters(input_channels, num_filters, kernel_size, use_bias=True, groups=1):
    if groups < 1:
        raise ValueError("groups")
    if groups > 1:
        if input_channels % groups or num_filters % groups:
            raise ValueError("groups")
        small = (input_channels // groups, num_filters // groups, kernel_size, use_bias)
        return sum(calculate_conv_parameters(*small) for _ in range(groups))
    height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size,) * 2
    if not (input_channels > 0 and num_filters > 0 and height > 0 and width > 0):
        raise ValueError("sizes must be positive")
    inputs = input_channels * height * width
    if use_bias:
        # A bias is the weight of one more input that is always 1.
        inputs += 1
    return inputs * num_filters
