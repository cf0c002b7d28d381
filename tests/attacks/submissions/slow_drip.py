"""Sends a byte now and then, as if its answer were only slow."""

import os
import time

from tests.attacks.kit import frame


def double(x):
    for byte in frame(" " * 10_000)[:200]:
        os.write(3, bytes([byte]))
        time.sleep(0.1)
    return x * 0
