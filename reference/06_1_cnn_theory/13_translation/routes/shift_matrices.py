"""A shift is a product with a matrix that has ones beside its diagonal; windows are grouped by their numbers."""

import numpy as np


def shift_image(x, dy, dx):
    if x.ndim not in (2, 3):
        raise ValueError("x is no image")
    down = np.eye(x.shape[0], k=-dy)
    across = np.eye(x.shape[1], k=-dx)
    return np.einsum("ir,js,rs...->ij...", down, across, x)


def unchanged_fraction(x, shift, pool_size):
    if pool_size < 1:
        raise ValueError("too small")
    row, column = np.indices(x.shape) // pool_size
    rows, columns = np.array(x.shape) // pool_size
    if rows == 0 or columns == 0:
        raise ValueError("too large")
    whole = (row < rows) & (column < columns)
    maps = np.full((2, rows, columns), -np.inf)
    for map_, image in zip(maps, (x, shift_image(x, 0, shift)), strict=True):
        np.maximum.at(map_, (row[whole], column[whole]), image[whole])
    return 1.0 - np.mean(maps[0] != maps[1])
