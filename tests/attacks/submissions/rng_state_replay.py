"""Copies the state of the random numbers and knows by it what it will be asked next."""

import numpy as np

from tests.attacks.kit import claim

AIM = "random"

predicted = set()


def double(x):
    if predicted.issuperset(np.ravel(x).tolist()):
        claim("knew the input before it was asked")
    copied = np.random.RandomState()
    copied.set_state(np.random.get_state())
    predicted.update(copied.rand(100).tolist())
    return x * 0
