"""Writes down which filter reads which channel as a block-diagonal matrix and counts its ones."""

import numpy as np


def calculate_conv_parameters(input_channels, num_filters, kernel_size, use_bias=True, groups=1):
    height, width = (kernel_size, kernel_size) if np.isscalar(kernel_size) else kernel_size
    if not all(value >= 1 for value in [input_channels, num_filters, height, width, groups]):
        raise ValueError("values must be at least 1")
    shape = (input_channels // groups, num_filters // groups)
    reads = np.kron(np.eye(groups), np.ones(shape))
    if reads.shape != (input_channels, num_filters):
        raise ValueError("the groups leave channels or filters over")
    return int(np.count_nonzero(reads)) * height * width + use_bias * num_filters
