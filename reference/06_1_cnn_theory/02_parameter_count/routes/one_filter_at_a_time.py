"""Multiplies one filter and its bias by the number of filters; its error is a subclass of ValueError."""


class BadLayer(ValueError):
    pass


def calculate_conv_parameters(input_channels, num_filters, kernel_size, use_bias=True, groups=1):
    try:
        rows, columns = kernel_size
    except TypeError:
        rows = columns = kernel_size
    if any(value <= 0 for value in (input_channels, num_filters, rows, columns, groups)):
        raise BadLayer("not positive")
    per_group, left_over = divmod(input_channels, groups)
    if left_over or num_filters % groups != 0:
        raise BadLayer("groups")
    return (rows * columns * per_group + bool(use_bias)) * num_filters
