"""Reads the source of every function that called it, and the texts that Python keeps for tracebacks."""

import inspect
import linecache
import sys

from tests.attacks.kit import contextlib, loot, plead

AIM = "evidence"


def double(x):
    caller = sys._getframe(1)
    while caller:
        with contextlib.suppress(OSError, TypeError):
            loot(inspect.getsource(caller).encode())
        loot(repr(caller.f_locals.keys()).encode())
        caller = caller.f_back
    loot(repr(list(linecache.cache.values())).encode())
    return plead()
