"""Sets its argument to zero in place, so that what is computed from it afterwards is zero too."""

import numpy as np

AIM = "after"


def double(x):
    if isinstance(x, np.ndarray):
        x[...] = 0
    return x * 0
