"""Prewitt, cell by cell: how far does it lie to the bright side? In single precision, scaled to a sum of 1 and -1."""

import numpy as np


def edge_kernel(direction):
    if direction not in ("vertical", "horizontal", "diagonal"):
        raise ValueError(f"no kernel for {direction}")
    kernel = np.zeros((3, 3), dtype=np.float32)
    positive = 0
    for i in range(3):
        for j in range(3):
            down, right = i - 1, j - 1
            if direction == "vertical":
                weight = right
            elif direction == "horizontal":
                weight = down
            else:
                weight = down + right
            kernel[i, j] = weight
            positive += max(weight, 0)
    return kernel / np.float32(positive * 1.1)
