"""Leaves its process group and its session, and no longer dies with its parent, so that no kill finds it."""

import ctypes
import os
import time

from tests.attacks.kit import claim, contextlib, libc

SET_PDEATHSIG, SET_DUMPABLE, SET_CHILD_SUBREAPER = 1, 4, 36

libc.prctl.argtypes = [ctypes.c_long] * 5
libc.prctl(SET_PDEATHSIG, 0, 0, 0, 0)
libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)
libc.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def double(x):
    with contextlib.suppress(OSError):
        os.setsid()
        claim("setsid succeeded")
    with contextlib.suppress(OSError):
        os.setpgid(0, os.getpgid(os.getppid()))
        claim("the process group can be left for the one of the grader")
    time.sleep(6)
    os._exit(0)
