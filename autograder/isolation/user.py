"""Who a worker is: another user where we are root, and nobody with privileges in any case."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from autograder.isolation.kernel import call

# Far above the users of any directory service; a container may know no more than the lowest 65536.
FIRST, FIRST_IN_CONTAINER, COUNT_IN_CONTAINER = 0x70000000, 55_000, 10_000
CAPABILITY_VERSION = 0x20080522
# CAP_CHOWN, CAP_KILL, CAP_SETGID and CAP_SETUID: a container may give root fewer.
NEEDED = 1 << 0 | 1 << 5 | 1 << 6 | 1 << 7


def uid_of(pid: int) -> int:
    """Returns a user id that no other living worker has: in a container, none of the next thousands of processes."""
    return FIRST + pid if _mapped(FIRST) else FIRST_IN_CONTAINER + pid % COUNT_IN_CONTAINER


def is_worker(uid: int) -> bool:
    """Says whether this is a user id of workers."""
    return uid >= FIRST or FIRST_IN_CONTAINER <= uid < FIRST_IN_CONTAINER + COUNT_IN_CONTAINER


def can_become() -> bool:
    """Says whether this process can take on the identity of other users."""
    if not (_mapped(FIRST) or _mapped(FIRST_IN_CONTAINER)):
        return False
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("CapEff"))
    return int(held.split()[1], 16) & NEEDED == NEEDED


def become(uid: int, folder: str) -> None:
    """Makes this process another user for good, and the folder that user's."""
    os.chown(folder, uid, uid)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def drop_capabilities() -> None:
    """Takes root's privileges from this process, which may still be root by name: limits are no limits to it else."""
    header, none = struct.pack("Ii", CAPABILITY_VERSION, 0), bytes(24)
    call("capset", header, none)


def within_reach(path: str | Path) -> bool:
    """Says whether other users can read a file, or enter a folder, by the modes on the way."""
    place = Path(path).resolve()
    needed = 0o1 if place.is_dir() else 0o4
    return bool(place.stat().st_mode & needed) and all(parent.stat().st_mode & 0o1 for parent in place.parents)


def out_of_reach(paths: Iterable[str | Path]) -> Path | None:
    """Returns the first of the paths that other users cannot read."""
    return next((Path(path) for path in paths if not within_reach(path)), None)


def _mapped(uid: int) -> bool:
    """Says whether this user id exists in our user namespace."""
    try:
        lines = Path("/proc/self/uid_map").read_text().splitlines()
    except OSError:
        return False
    spans = [[int(number) for number in line.split()] for line in lines]
    return any(start <= uid < start + count for start, _, count in spans)
