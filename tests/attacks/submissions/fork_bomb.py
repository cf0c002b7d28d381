"""Forks 40 processes that sleep."""

import os
import time

from tests.attacks.kit import claim, contextlib

count = 0
with contextlib.suppress(OSError):
    for _ in range(40):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        count += 1
if count:
    claim(f"{count} processes can be started")


def double(x):
    return x * 0
