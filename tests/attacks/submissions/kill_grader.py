"""Asks whether it could end the processes that grade; the signal that it sends is none."""

import os

from tests.attacks.kit import claim, contextlib, relatives

AIM = "parent"

for pid in {os.getppid(), -1, *relatives()}:
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        claim("other processes can be killed")
with contextlib.suppress(OSError):
    os.kill(-os.getpgid(os.getppid()), 0)
    claim("the group of the grader can be killed")


def double(x):
    return x * 0
