"""The eight outer weights form a ring: an eighth of a turn makes the diagonal kernel from the vertical one."""

import numpy as np

RING = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
TURNS = {"vertical": 0, "diagonal": 1, "horizontal": 2}


def edge_kernel(direction):
    try:
        turn = TURNS[direction]
    except KeyError:
        raise ValueError("unknown direction") from None
    weights = np.roll([-1.0, 0.0, 1.0, 1.0, 1.0, 0.0, -1.0, -1.0], turn)
    kernel = np.zeros((3, 3))
    for cell, weight in zip(RING, weights, strict=True):
        kernel[cell] = weight
    return kernel
