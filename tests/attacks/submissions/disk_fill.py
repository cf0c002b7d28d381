"""Writes 160 MB, in files as large as they may be."""

import time

from tests.attacks.kit import claim, contextlib

CHUNK = bytes(1 << 20)

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
