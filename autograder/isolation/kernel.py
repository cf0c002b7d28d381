"""Calls of the kernel for which Python has no function."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any


@cache
def libc() -> ctypes.CDLL:
    """Returns the C library, once: opening it costs more than a call."""
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: Any) -> int:
    """Returns what a function of the C library returns, or raises the error that it sets."""
    result: int = getattr(libc(), name)(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def prctl(option: int, value: int) -> None:
    """Changes a setting of this process."""
    call("prctl", option, value, 0, 0, 0)
