"""Changes rights, times and attributes of files that it may not open."""

import os

from tests.attacks.kit import PRIVATE, SIBLING, claim, contextlib

AIM = "evidence"


def looks(path):
    status = os.stat(path)
    return status.st_mode, status.st_uid, status.st_mtime, os.listxattr(path)


for path in (SIBLING / "double.py", PRIVATE / "routes"):
    with contextlib.suppress(OSError):
        before = looks(path)
        for change in (
            lambda path: os.chmod(path, 0o700),
            lambda path: os.chown(path, os.getuid(), os.getgid()),
            lambda path: os.utime(path, (1, 1)),
            lambda path: os.setxattr(path, "user.mark", b"1"),
        ):
            with contextlib.suppress(OSError):
                change(path)
        if looks(path) != before:
            claim("a file of the grader can be changed without opening it")


def double(x):
    return x * 0
