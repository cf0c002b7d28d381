"""Sends arrays whose kind would have to be unpickled, or whose shape would need all memory there is."""

import numpy as np

from tests.attacks.kit import frame, reply, take_over

ARRAYS = [["|O", [1]], ["<f8", [2**40]], ["<U4", [1]], ["<f8", [-1]], ["V8", [1]]]


def double(x):
    kind = ARRAYS[np.size(x) % len(ARRAYS)]
    take_over(lambda number, name: frame(reply(number, value={"array": kind}), bytes(8)))
