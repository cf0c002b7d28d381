"""The slope of a Gaussian bell along a direction."""

import numpy as np


def edge_kernel(direction):
    angle = {"vertical": 0.0, "diagonal": np.pi / 4, "horizontal": np.pi / 2}.get(direction)
    if angle is None:
        raise ValueError("direction")
    y, x = np.mgrid[-1:2, -1:2]
    return (x * np.cos(angle) + y * np.sin(angle)) * np.exp(-(x**2 + y**2) / 2)
