"""Each cell of the window gives a strided picture of the image, and `np.maximum` merges the pictures."""

import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    if x.ndim == 2:
        return max_pool_2d(x[np.newaxis, :, :, np.newaxis], pool_size, stride, padding).squeeze(axis=(0, 3))
    if x.ndim != 4 or padding not in {"valid", "same"}:
        raise ValueError("x or padding")
    kernel = [pool_size] * 2 if isinstance(pool_size, int) else list(pool_size)
    steps = kernel if stride is None else [stride] * 2 if isinstance(stride, int) else list(stride)
    if any(value < 1 for value in kernel + steps):
        raise ValueError("window or stride below 1")
    # The lowest value that the dtype can hold is as good as -inf, and integers have one too.
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    counts, margins = [], [(0, 0)]
    for size, k, s in zip(x.shape[1:3], kernel, steps, strict=True):
        count = -(-size // s) if padding == "same" else (size - k) // s + 1
        if count < 1:
            raise ValueError("window too large")
        lack = max((count - 1) * s + k - size, 0)
        counts.append(count)
        margins.append((lack // 2, lack - lack // 2))
    padded = np.pad(x, [*margins, (0, 0)], constant_values=lowest)
    out = np.full((len(x), *counts, x.shape[-1]), lowest, dtype=x.dtype)
    for a in range(kernel[0]):
        for b in range(kernel[1]):
            down = slice(a, a + (counts[0] - 1) * steps[0] + 1, steps[0])
            across = slice(b, b + (counts[1] - 1) * steps[1] + 1, steps[1])
            np.maximum(out, padded[:, down, across], out=out)
    return out
