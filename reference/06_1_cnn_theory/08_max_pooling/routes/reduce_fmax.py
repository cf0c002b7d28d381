"""Folds the cells of a window with `np.fmax`, which passes over NaN: so it pads with NaN."""

from functools import reduce
from itertools import product

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    if stride is None:
        stride = pool_size
    (kh, kw), (sh, sw) = ((v, v) if isinstance(v, int) else v for v in (pool_size, stride))
    if not all(v > 0 for v in (kh, kw, sh, sw)):
        raise ValueError("not positive")
    if x.ndim == 2:
        return max_pool_2d(x[None, ..., None], (kh, kw), (sh, sw), padding)[0, ..., 0]
    if x.ndim != 4:
        raise ValueError("not an image")
    _, h, w, _ = x.shape
    if padding == "valid":
        if h < kh or w < kw:
            raise ValueError("image smaller than the window")
        last_row, last_column = h - kh, w - kw
        canvas = x
    elif padding == "same":
        last_row, last_column = (h - 1) // sh * sh, (w - 1) // sw * sw
        more_rows, more_columns = max(last_row + kh - h, 0), max(last_column + kw - w, 0)
        sides = [(0, 0), *((m // 2, (m + 1) // 2) for m in (more_rows, more_columns)), (0, 0)]
        canvas = np.pad(x.astype("float32"), sides, constant_values=np.nan)
    else:
        raise ValueError("not a padding")
    taps = product(range(kh), range(kw))
    return reduce(
        np.fmax,
        (canvas[:, a : a + last_row + 1 : sh, b : b + last_column + 1 : sw] for a, b in taps),
    )
