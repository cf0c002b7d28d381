"""Scharr: how much each row votes, times how each row compares. The diagonal is the sum of the two others."""

import numpy as np


def edge_kernel(direction):
    votes, compares = np.array([3, 10, 3]), np.array([-1, 0, 1])
    vertical = np.outer(votes, compares)
    match direction:
        case "vertical":
            return vertical
        case "horizontal":
            return vertical.T
        case "diagonal":
            return vertical + vertical.T
        case _:
            raise ValueError(direction)
