"""Forks twice, leaves its session and closes everything, to live on when it has been graded."""

import os
import time

from tests.attacks.kit import NAME, WORLD, claim, contextlib


def live_on():
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 256)
        os.chdir("/")
        for _ in range(30):
            time.sleep(2)
            (WORLD / "drop" / f"{NAME}.loot").write_text("still here")


with contextlib.suppress(OSError):
    if os.fork() == 0:
        try:
            live_on()
        finally:
            os._exit(0)
    claim("a process can be left behind")


def double(x):
    return x * 0
