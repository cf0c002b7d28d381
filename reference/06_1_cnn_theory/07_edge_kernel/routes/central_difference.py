"""Compares two pixels only, the neighbours of the middle one on both sides; integers."""

import numpy as np


class DirectionError(ValueError):
    pass


NEIGHBOURS = {"vertical": (0, 1), "horizontal": (1, 0), "diagonal": (1, 1)}


def edge_kernel(direction):
    if direction not in NEIGHBOURS:
        raise DirectionError(direction)
    down, right = NEIGHBOURS[direction]
    kernel = np.zeros((3, 3), dtype=np.int8)
    kernel[1 + down, 1 + right] = 1
    kernel[1 - down, 1 - right] = -1
    return kernel
