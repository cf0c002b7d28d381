"""Plain loops: every pixel is sent to its new place if that exists, every window is searched on its own."""

import numpy as np


def shift_image(x, dy, dx):
    if not 2 <= len(x.shape) <= 3:
        raise ValueError("x")
    height, width = len(x), x.shape[1]
    z = np.zeros(x.shape)
    for i in range(height):
        for j in range(width):
            if 0 <= i + dy < height and 0 <= j + dx < width:
                z[i + dy, j + dx] = x[i, j]
    return z


def largest(image, top, left, size):
    best = image[top][left]
    for row in image[top : top + size]:
        for value in row[left : left + size]:
            if value > best:
                best = value
    return best


def unchanged_fraction(x, shift, pool_size):
    height, width = x.shape
    if pool_size < 1 or pool_size > height or pool_size > width:
        raise ValueError("pool_size")
    before, after = x.tolist(), shift_image(x, 0, shift).tolist()
    same = cells = 0
    for top in range(0, height - pool_size + 1, pool_size):
        for left in range(0, width - pool_size + 1, pool_size):
            cells += 1
            if largest(before, top, left, pool_size) == largest(after, top, left, pool_size):
                same += 1
    return same / cells
