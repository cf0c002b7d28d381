"""What the operating system lets a worker use; each breach kills the worker, never the grader."""

from __future__ import annotations

import math
import os
import resource
import signal
import sys
from contextlib import suppress

from autograder.isolation.kernel import prctl

MEGABYTE = 1 << 20
# What importing a deep-learning library maps and allocates on top of what a student's code needs.
LIBRARY_ADDRESS_SPACE = 2048 * MEGABYTE
LIBRARY_DATA = 400 * MEGABYTE
# Then it keeps pools with a thread for each processor, and a stack counts whole, however little of it is used.
POOLS = 4 * (os.cpu_count() or 1)
STACK = 8 * MEGABYTE
THREADS = max(512, 2 * POOLS)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def die_with_parent(parent: int) -> None:
    """Asks the kernel to kill this process when its parent ends, where the kernel can."""
    if sys.platform == "linux":
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)


def hide_memory(hidden: bool = True) -> None:
    """Keeps this process's memory and its files in /proc from others of the same user, where the kernel can."""
    if sys.platform == "linux":
        prctl(PR_SET_DUMPABLE, not hidden)


def forgo_privileges() -> None:
    """Gives up, for good, whatever a program file could grant."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def be_killed_first() -> None:
    """Makes this process the first to go when the machine runs out of memory."""
    if sys.platform == "linux":
        with suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as score:
            score.write(b"1000")


def apply(*, cpu_seconds: float, memory_mb: int, file_mb: int, open_files: int, own_user: bool = False) -> None:
    """Sets the limits of this process for good."""
    budget = memory_mb * MEGABYTE
    pages = _memory_pages()
    processor = math.ceil(cpu_seconds)
    limits = {
        resource.RLIMIT_CORE: (0, 0),
        # The signal of the soft limit can be ignored, the hard one kills.
        resource.RLIMIT_CPU: (processor, processor + 2),
        resource.RLIMIT_FSIZE: (file_mb * MEGABYTE,) * 2,
        resource.RLIMIT_NOFILE: (open_files,) * 2,
        # Counts every process and thread of a user, so it can only be kept where a worker is a user of its own.
        **({resource.RLIMIT_NPROC: (THREADS,) * 2} if own_user else {}),
        resource.RLIMIT_AS: (pages[0] + LIBRARY_ADDRESS_SPACE + POOLS * STACK + budget,) * 2,
        resource.RLIMIT_DATA: (pages[5] + LIBRARY_DATA + POOLS * STACK + budget,) * 2,
    }
    for limit, wanted in limits.items():
        ours = resource.getrlimit(limit)[1]
        soft, hard = (value if ours == resource.RLIM_INFINITY else min(value, ours) for value in wanted)
        resource.setrlimit(limit, (soft, hard))


def memory_of(pid: int) -> int:
    """Returns how many bytes a process holds that are no file's; 0 when it is gone or the system does not tell."""
    try:
        with open(f"/proc/{pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
    except OSError:
        return 0
    return sum(int(fields[name].split()[0]) for name in ("RssAnon", "RssShmem") if name in fields) * 1024


def _memory_pages() -> list[int]:
    """Returns this process's sizes in bytes, in the order of /proc/self/statm; zeros where there is none."""
    try:
        with open("/proc/self/statm") as statm:
            return [int(pages) * os.sysconf("SC_PAGE_SIZE") for pages in statm.read().split()]
    except OSError:
        return [0] * 7
