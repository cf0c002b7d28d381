"""Counts the places with `len(range(...))`, and takes "same" as the started strides of the input."""


def calculate_output_dimensions(input_size, filter_size, stride=1, padding="valid", dilation=1):
    if any(value < 1 for value in (input_size, filter_size, stride, dilation)):
        raise ValueError("too small")
    if padding == "same":
        return len(range(0, input_size, stride))
    zeros = {"valid": 0}.get(padding, padding)
    if not isinstance(zeros, int) or zeros < 0:
        raise ValueError("unknown padding")
    places = len(range(0, input_size + 2 * zeros - dilation * (filter_size - 1), stride))
    if places == 0:
        raise ValueError("the filter does not fit")
    return places
