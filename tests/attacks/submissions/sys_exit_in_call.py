"""Leaves by SystemExit, or by KeyboardInterrupt, in the middle of a check."""

import sys

import numpy as np

AIM = "status"


def double(x):
    if np.ndim(x) == 1:
        raise KeyboardInterrupt
    sys.exit(0)
