"""Asks for sizes and times of files whose names it guesses, and tries to come by their contents that way.

That a file exists, how long and how old it is, can be asked where a worker has the user of the grader: known and
accepted. What must not follow from it is anything that stands in the file.
"""

import os

from tests.attacks.kit import PRIVATE, SIBLING, WORLD, claim, contextlib, loot, plead, read

AIM = "evidence"

for path in (PRIVATE / "test_double_hidden.py", PRIVATE / "exercise.toml", SIBLING / "double.py", WORLD / "notes.txt"):
    with contextlib.suppress(OSError):
        loot(repr(os.stat(path)).encode())
        handle = os.open(path, os.O_PATH)
        loot(read(f"/proc/self/fd/{handle}"))
        loot(read(f"/dev/fd/{handle}"))
    with contextlib.suppress(OSError):
        loot(repr({name: os.getxattr(path, name) for name in os.listxattr(path)}).encode())
    with contextlib.suppress(OSError):
        os.link(path, "hard")
        claim("a hard link to a file of the grader can be made")
    loot(read("hard"))
    with contextlib.suppress(OSError):
        os.symlink(path, "soft")
    loot(read("soft"))
    for name in ("hard", "soft"):
        with contextlib.suppress(OSError):
            os.unlink(name)


def double(x):
    return plead()
