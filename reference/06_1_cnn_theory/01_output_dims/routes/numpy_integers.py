"""Works with NumPy and returns a NumPy integer; pads explicitly for "same"."""

import numpy as np


def calculate_output_dimensions(input_size, filter_size, stride=1, padding="valid", dilation=1):
    if np.min([input_size, filter_size, stride, dilation]) < 1:
        raise ValueError("sizes must be positive")
    covered = np.int64(dilation * (filter_size - 1) + 1)
    if padding == "same":
        steps = np.ceil(np.divide(input_size, stride)).astype(int)
        total = np.maximum((steps - 1) * stride + covered - input_size, 0)
    elif padding == "valid":
        total = 0
    elif isinstance(padding, str) or padding < 0:
        raise ValueError("padding")
    else:
        total = 2 * padding
    if covered > input_size + total:
        raise ValueError("filter too large")
    return np.floor_divide(input_size + total - covered, stride) + 1
