"""Takes 512 MB of memory, twice, in ways that a limit on private memory does not see."""

import mmap
import os
import time

from tests.attacks.kit import claim, contextlib

ONES = b"x" * (1 << 20)


def shared():
    memory = mmap.mmap(-1, 64 << 20)
    for _ in range(64):
        memory.write(ONES)
    return memory


def file_in_memory():
    descriptor = os.memfd_create("more")
    for _ in range(64):
        os.write(descriptor, ONES)
    return descriptor


for take in (shared, file_in_memory):
    with contextlib.suppress(OSError):
        kept = [take() for _ in range(8)]
        time.sleep(0.3)
        claim(f"512 MB of memory can be held as {take.__name__}")
    kept = None


def double(x):
    return x * 0
