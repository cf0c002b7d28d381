import numpy as np


def conv_single_step(window: np.ndarray, kernel: np.ndarray, bias: float) -> float:
    # Without this, broadcasting would stretch an axis of length 1.
    if window.shape != kernel.shape:
        raise ValueError(f"window and kernel must have the same shape, got {window.shape} and {kernel.shape}")
    # In floating point, because products of small integer types overflow.
    products = window.astype(float) * kernel
    return float(products.sum() + bias)
