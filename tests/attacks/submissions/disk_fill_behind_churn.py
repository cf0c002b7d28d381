"""Writes 160 MB while other files come and go, so that who counts finds some gone before it has counted all."""

import os
import threading

from tests.attacks.kit import Path, contextlib, fill_disk

NAMES = [f"now-{number}" for number in range(100)]


def churn():
    while True:
        for name in NAMES:
            with contextlib.suppress(OSError):
                Path(name).touch()
        for name in NAMES:
            with contextlib.suppress(OSError):
                os.unlink(name)


threading.Thread(target=churn, daemon=True).start()
fill_disk()


def double(x):
    return x * 0
