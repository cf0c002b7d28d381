"""Makes the layer's arrays and multiplies their shapes with NumPy, which gives a NumPy integer."""

import numpy as np


def calculate_conv_parameters(input_channels, num_filters, kernel_size, use_bias=True, groups=1):
    kernel = np.broadcast_to(kernel_size, 2)
    if np.min([input_channels, num_filters, groups, *kernel]) < 1:
        raise ValueError("everything starts at 1")
    if np.any(np.remainder([input_channels, num_filters], groups)):
        raise ValueError("the groups do not divide the channels")
    parameters = [np.zeros((*kernel, input_channels // groups, num_filters))]
    if use_bias:
        parameters.append(np.zeros(num_filters))
    return sum(np.prod(array.shape) for array in parameters)
