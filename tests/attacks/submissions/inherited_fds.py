"""Looks for descriptors that it was started with, beyond the three usual ones and the connection to the judge."""

import os
import stat

from tests.attacks.kit import claim, contextlib, loot, plead

AIM = "evidence"

for number in range(256):
    with contextlib.suppress(OSError):
        kind = os.fstat(number).st_mode
        if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
            claim(f"descriptor {number} is a file or folder")
            loot(os.pread(number, 1 << 20, 0))
        elif number > 3:
            claim(f"descriptor {number} is open")


def double(x):
    return plead()
