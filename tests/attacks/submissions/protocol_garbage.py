"""Writes noise, absurd lengths and bottomless lists to every descriptor, each check another."""

import os
import random

import numpy as np

from tests.attacks.kit import contextlib, frame

NOISE = {
    0: random.Random(1).randbytes(1 << 16),
    1: b"\xff" * 64,
    2: frame('{"dict": %s' % ("[" * 100_000)),
}


def double(x):
    for number in range(1, 64):
        with contextlib.suppress(OSError):
            os.write(number, NOISE[np.ndim(x)])
    return x * 0
