"""Draws the inputs of hidden checks as a judge does with `--seed 1`."""

import zlib

import numpy as np


def draw(check):
    return np.random.default_rng([1, zlib.crc32(check.encode())])
