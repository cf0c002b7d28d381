"""Returns an object that decides anew what it is each time it is converted, by what it finds up the stack."""

import numpy as np

from tests.attacks.kit import locals_above

AIM = "testing"


class Lazy:
    def __init__(self, shape):
        self.shape = shape

    def __array__(self, dtype=None, copy=None):
        for names in locals_above():
            for name in ("want", "expected", "desired"):
                if name in names:
                    return np.asarray(names[name])
        return np.zeros(self.shape)


def double(x):
    return Lazy(np.shape(x))
