"""Locks files that all workers can read. A lock alone tells an accomplice a bit: that is known and accepted.

What must not follow from it: that anybody else is held up, or that a lock can be put on a file of the grader.
"""

import fcntl

import numpy as np

from tests.attacks.kit import PRIVATE, SIBLING, WORLD, claim, contextlib

kept = [open(np.__file__), open(fcntl.__file__ if hasattr(fcntl, "__file__") else np.__file__)]  # noqa: SIM115  # to be held open
for stream in kept:
    with contextlib.suppress(OSError):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
for path in (PRIVATE / "exercise.toml", SIBLING / "double.py", WORLD / "notes.txt"):
    with contextlib.suppress(OSError), open(path) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        claim("a file of the grader can be locked")


def double(x):
    return x * 0
