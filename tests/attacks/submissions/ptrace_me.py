"""Has itself debugged by the nursery, whose waiting then ends at every signal; and stops in that state."""

import ctypes
import os
import signal

from tests.attacks.kit import claim, libc

TRACEME = 0
libc.ptrace.argtypes = [ctypes.c_long] * 4


def double(x):
    if libc.ptrace(TRACEME, 0, 0, 0) == 0:
        claim("the nursery can be made a debugger")
        os.kill(os.getpid(), signal.SIGWINCH)
    return x * 0
