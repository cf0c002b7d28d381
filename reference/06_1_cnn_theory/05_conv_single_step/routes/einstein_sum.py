"""`einsum` in single precision, which gives a NumPy number."""

import numpy as np


def conv_single_step(window, kernel, bias):
    if np.shape(window) != np.shape(kernel):
        raise ValueError(f"{np.shape(window)} is not {np.shape(kernel)}")
    window, kernel = (np.asarray(array, dtype=np.float32) for array in (window, kernel))
    return np.float32(bias) + np.einsum("uvc,uvc->", window, kernel)
