"""Rounds up in both cases: ceil((n - k_e + 1) / s) is the same number as floor((n - k_e) / s) + 1."""

from math import ceil


def calculate_output_dimensions(input_size, filter_size, stride=1, padding="valid", dilation=1):
    if input_size < 1 or filter_size < 1 or stride < 1 or dilation < 1:
        raise ValueError("sizes start at 1")
    if isinstance(padding, str) and padding.lower() == "same":
        return ceil(input_size / stride)
    if isinstance(padding, str) and padding.lower() == "valid":
        padding = 0
    if not isinstance(padding, int) or padding < 0:
        raise ValueError("padding")
    free = input_size + 2 * padding - dilation * (filter_size - 1)
    if free < 1:
        raise ValueError("no place for the filter")
    return ceil(free / stride)
