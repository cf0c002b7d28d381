"""Takes up to 3 GB of memory, 64 MB at a time."""

import time

from tests.attacks.kit import claim, contextlib

kept = []
with contextlib.suppress(MemoryError):
    for _ in range(48):
        kept.append(bytearray(b"x") * (64 << 20))
        if len(kept) == 8:
            time.sleep(0.3)
            claim("512 MB of memory can be held")
kept.clear()


def double(x):
    return x * 0
