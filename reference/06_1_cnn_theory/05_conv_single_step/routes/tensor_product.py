"""`tensordot` over all three axes gives an array without axes."""

import numpy as np


def conv_single_step(window, kernel, bias):
    if not (window.ndim == kernel.ndim and all(m == n for m, n in zip(window.shape, kernel.shape, strict=True))):
        raise ValueError("window and kernel")
    return np.tensordot(window, kernel, axes=window.ndim) + bias
