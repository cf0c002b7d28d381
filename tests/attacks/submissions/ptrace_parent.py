"""Attaches to the process that started it as a debugger does, and lets go of it again."""

import ctypes
import os

from tests.attacks.kit import claim, libc

AIM = "parent"
SEIZE, INTERRUPT, DETACH = 0x4206, 0x4207, 17
WALL = 0x40000000

libc.ptrace.argtypes = [ctypes.c_long] * 4
parent = os.getppid()
if libc.ptrace(SEIZE, parent, 0, 0) == 0:
    libc.ptrace(INTERRUPT, parent, 0, 0)
    os.waitpid(parent, WALL)
    libc.ptrace(DETACH, parent, 0, 0)
    claim("the grader can be debugged")


def double(x):
    return x * 0
