"""`np.pad` in single precision, and the remainder of the division by the stride."""

import numpy as np


def same_padding(input_size, filter_size, stride=1, dilation=1):
    if np.any(np.array([input_size, filter_size, stride, dilation]) <= 0):
        raise ValueError("not positive")
    # What the last window may use of the input: what remains of the last stride, or all of it.
    last = input_size % stride or stride
    total = max(dilation * (filter_size - 1) + 1 - last, 0)
    return [total // 2, (total + 1) // 2]


def pad_image(x, pad, value=0.0):
    rows_and_columns = np.broadcast_to(pad, (2, 2)).tolist()
    around = {
        2: rows_and_columns,
        3: [*rows_and_columns, (0, 0)],
        4: [(0, 0), *rows_and_columns, (0, 0)],
    }.get(x.ndim)
    if around is None:
        raise ValueError("2, 3 or 4 axes")
    # np.pad refuses negative widths itself.
    return np.pad(x.astype(np.float32), around, constant_values=value)
