import numpy as np


def shift_image(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    if x.ndim not in (2, 3):
        raise ValueError(f"x must have 2 or 3 axes: its shape is {x.shape}")
    height, width = x.shape[:2]
    # What stays in the image is smaller by the shift, and at least nothing.
    rows, columns = max(height - abs(dy), 0), max(width - abs(dx), 0)
    # A shift to the right takes from the beginning of a row, a shift to the left takes to it.
    old = x[max(-dy, 0) :, max(-dx, 0) :][:rows, :columns]
    shifted = np.zeros_like(x)
    shifted[max(dy, 0) :, max(dx, 0) :][:rows, :columns] = old
    return shifted


def unchanged_fraction(x: np.ndarray, shift: int, pool_size: int) -> float:
    if not 1 <= pool_size <= min(x.shape):
        raise ValueError(f"a window of {pool_size} does not fit into {x.shape}")
    before = pooled(x, pool_size)
    after = pooled(shift_image(x, 0, shift), pool_size)
    # The mean of True and False is the share of True.
    return float(np.mean(before == after))


def pooled(x, size):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    tiles = x[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return tiles.max(axis=(1, 3))
