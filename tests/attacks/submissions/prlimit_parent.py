"""Sets a limit of the process that started it, to what it is already."""

import os
import resource

from tests.attacks.kit import claim, contextlib

AIM = "parent"

with contextlib.suppress(OSError):
    now = resource.prlimit(os.getppid(), resource.RLIMIT_CPU)
    claim("the limits of the grader can be read")
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, now)
    claim("the limits of the grader can be set")


def double(x):
    return x * 0
