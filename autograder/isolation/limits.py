"""What the operating system lets a worker use; each breach kills the worker, never the grader."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys

MEGABYTE = 1 << 20
# What importing a deep-learning library maps and allocates on top of what a student's code needs.
LIBRARY_ADDRESS_SPACE = 2048 * MEGABYTE
LIBRARY_DATA = 400 * MEGABYTE
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent ends, where the kernel can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def apply(*, cpu_seconds: float, memory_mb: int, file_mb: int, open_files: int) -> None:
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
        resource.RLIMIT_AS: (pages[0] + LIBRARY_ADDRESS_SPACE + budget,) * 2,
        resource.RLIMIT_DATA: (pages[5] + LIBRARY_DATA + budget,) * 2,
    }
    for limit, wanted in limits.items():
        ours = resource.getrlimit(limit)[1]
        soft, hard = (value if ours == resource.RLIM_INFINITY else min(value, ours) for value in wanted)
        resource.setrlimit(limit, (soft, hard))


def _memory_pages() -> list[int]:
    """Returns this process's sizes in bytes, in the order of /proc/self/statm; zeros where there is none."""
    try:
        with open("/proc/self/statm") as statm:
            return [int(pages) * os.sysconf("SC_PAGE_SIZE") for pages in statm.read().split()]
    except OSError:
        return [0] * 7
