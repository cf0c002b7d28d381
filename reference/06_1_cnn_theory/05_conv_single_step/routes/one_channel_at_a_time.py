"""Adds up the channels one by one and returns an array without axes."""

import numpy as np


def conv_single_step(window, kernel, bias):
    try:
        np.testing.assert_equal(window.shape, kernel.shape)
    except AssertionError:
        raise ValueError("a kernel for another window") from None
    total = np.array(bias, dtype=float)
    for channel in range(window.shape[2]):
        total += np.vdot(window[:, :, channel], kernel[:, :, channel])
    return total
