"""Writes 160 MB while other files come and go, so that who counts finds some gone before it has counted all."""

import os
import threading
import time

from tests.attacks.kit import Path, claim, contextlib

CHUNK = bytes(1 << 20)
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
total = 0
for number in range(40):
    with contextlib.suppress(OSError), open(f"fill-{number}", "wb", buffering=0) as stream:
        while total < 160 << 20 and stream.write(CHUNK):
            total += len(CHUNK)
time.sleep(0.3)
if total > 128 << 20:
    claim(f"{total >> 20} MB of disk can be filled")


def double(x):
    return x * 0
