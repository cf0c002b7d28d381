"""Moves the filter step by step and counts, as one would with a pencil; its error is a subclass of ValueError."""


class DoesNotFit(ValueError):
    pass


def calculate_output_dimensions(input_size, filter_size, stride=1, padding="valid", dilation=1):
    if not (input_size >= 1 and filter_size >= 1 and stride >= 1 and dilation >= 1):
        raise DoesNotFit
    count = 0
    start = 0
    if padding == "same":
        while start < input_size:
            count += 1
            start += stride
        return count
    if padding == "valid":
        size = input_size
    elif isinstance(padding, int) and padding >= 0:
        size = padding + input_size + padding
    else:
        raise DoesNotFit
    last_tap = (filter_size - 1) * dilation
    while start + last_tap < size:
        count += 1
        start += stride
    if count == 0:
        raise DoesNotFit
    return count
