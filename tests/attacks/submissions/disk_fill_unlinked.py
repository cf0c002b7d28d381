"""Writes 160 MB to files that have no name any more: no look into a folder finds them."""

import os
import time

from tests.attacks.kit import claim, contextlib

CHUNK = bytes(1 << 20)

total, kept = 0, []
for number in range(40):
    with contextlib.suppress(OSError):
        kept.append(open(f"gone-{number}", "wb", buffering=0))  # noqa: SIM115
        os.unlink(kept[-1].name)
        while total < 160 << 20 and kept[-1].write(CHUNK):
            total += len(CHUNK)
time.sleep(0.3)
if total > 128 << 20:
    claim(f"{total >> 20} MB of disk can be filled")


def double(x):
    return x * 0
