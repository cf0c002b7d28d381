"""Landlock: the kernel's rules on which files a process can reach, whoever its user is."""

from __future__ import annotations

import ctypes
import os
import platform
import stat
import struct
from collections.abc import Iterable
from contextlib import suppress

from autograder.isolation.kernel import call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH = 1

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
REFER, TRUNCATE = 1 << 13, 1 << 14

READ = READ_FILE | READ_DIR
OWN = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
ON_FILES = WRITE_FILE | READ_FILE | TRUNCATE
BIND_AND_CONNECT = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

# How many rights on files each version knows; the first version with rules on TCP, and with scopes.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
TCP, SCOPES = 4, 6


def version() -> int:
    """Returns the version of Landlock in this kernel, 0 where there is none."""
    if platform.system() != "Linux":
        return 0
    with suppress(OSError):
        return call("syscall", CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION)
    return 0


def restrict(readable: Iterable[str], folder: str, version: int) -> None:
    """Lets this process read what is beneath some paths and do as it likes in one folder, for good.

    It must have no new privileges already. Rules only add: what is to stay hidden must not be beneath a path.
    """
    handled = (1 << RIGHTS[min(version, max(RIGHTS))]) - 1
    attributes = struct.pack(
        "QQQ",
        handled,
        BIND_AND_CONNECT if version >= TCP else 0,
        ABSTRACT_SOCKETS_AND_SIGNALS if version >= SCOPES else 0,
    )
    size = 24 if version >= SCOPES else 16 if version >= TCP else 8
    ruleset = call("syscall", CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    for path in readable:
        _allow(ruleset, path, READ & handled)
    _allow(ruleset, os.devnull, ON_FILES & handled)
    _allow(ruleset, folder, OWN & handled)
    call("syscall", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    # What is not there, or not for this user, needs no rule.
    with suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= ON_FILES
            call("syscall", ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
        finally:
            os.close(place)
