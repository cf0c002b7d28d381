import numpy as np


def same_padding(input_size: int, filter_size: int, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    if min(input_size, filter_size, stride, dilation) < 1:
        raise ValueError("input_size, filter_size, stride and dilation must be at least 1")
    covered = dilation * (filter_size - 1) + 1
    windows = -(-input_size // stride)
    # Where the stride is larger than the filter, the last window may end before the input does.
    total = max((windows - 1) * stride + covered - input_size, 0)
    before = total // 2
    return before, total - before


def pad_image(
    x: np.ndarray,
    pad: int | tuple[tuple[int, int], tuple[int, int]],
    value: float = 0.0,
) -> np.ndarray:
    if x.ndim not in (2, 3, 4):
        raise ValueError(f"x must have 2, 3 or 4 axes: its shape is {x.shape}")
    (top, bottom), (left, right) = ((pad, pad), (pad, pad)) if np.ndim(pad) == 0 else pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"a frame cannot be negative: {pad}")
    # Height and width come first, unless there is a batch before them.
    first = 1 if x.ndim == 4 else 0
    height, width = x.shape[first : first + 2]
    shape = list(x.shape)
    shape[first] = top + height + bottom
    shape[first + 1] = left + width + right
    # In floating point, so that a value with a fraction can stand around integers.
    framed = np.full(shape, value, dtype=float)
    middle = (slice(top, top + height), slice(left, left + width))
    framed[(slice(None),) * first + middle] = x
    return framed
