"""Returns a number of 20 million bits, then a list of 100 000 levels, then recurses until the stack overflows."""

import sys

import numpy as np


def double(x):
    if np.ndim(x) == 0:
        return 1 << 20_000_000
    if np.ndim(x) == 2:
        nested = []
        for _ in range(100_000):
            nested = [nested]
        return nested
    sys.setrecursionlimit(10**8)
    return max(map(double, [x]))
