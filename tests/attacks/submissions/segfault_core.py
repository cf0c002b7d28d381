"""Reads from address 0, which ends the process with a dump of its memory."""

import ctypes
import resource

from tests.attacks.kit import claim, contextlib

with contextlib.suppress(OSError, ValueError):
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if resource.getrlimit(resource.RLIMIT_CORE)[0]:
    claim("memory can be dumped")


def double(x):
    ctypes.string_at(0)
