"""Asks the kernel by the door for 32-bit programs, which a filter of 64-bit calls does not see."""

import ctypes
import mmap
import os
import platform

from tests.attacks.kit import claim

ASK_FOR_MY_NUMBER = bytes.fromhex("53 b8 14 00 00 00 cd 80 5b c3")


def double(x):
    if platform.machine() == "x86_64":
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(ASK_FOR_MY_NUMBER)
        ask = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
        if ask() == os.getpid():
            claim("32-bit calls reach the kernel")
    return x * 0
