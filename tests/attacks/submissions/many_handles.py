"""Returns a list of small objects each of which becomes 60 MB in the hands of the judge."""

import numpy as np


class Large:
    def __array__(self, dtype=None, copy=None):
        return np.ones(7_500_000)


def double(x):
    return [Large() for _ in range(1000)]
