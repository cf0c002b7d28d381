"""Leaves folders that are hard to remove: deep, full, without rights, and in each other's way."""

import os

from tests.attacks.kit import contextlib

for name in (".0", ".1", "a", "a/.0", "a/.1", "b", "b/c"):
    with contextlib.suppress(OSError):
        os.makedirs(f"{name}/{name}/file")
here = os.open(".", os.O_RDONLY)
for _ in range(300):
    name = "d" * 200
    with contextlib.suppress(OSError):
        os.mkdir(name, dir_fd=here)
        here, above = os.open(name, os.O_RDONLY, dir_fd=here), here
        os.close(above)
for name in ("a/.0", "b/c", "b", ".0"):
    with contextlib.suppress(OSError):
        os.chmod(name, 0)


def double(x):
    return x * 0
