"""What tests see of processes: which of them run, and who has started whom."""

import time
from pathlib import Path


def runs(pid: int) -> bool:
    """Says whether a process runs; one that nobody has reaped yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def ends(pid: int) -> bool:
    """Waits for a process that has been killed: the kernel takes a moment."""
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not runs(pid)


def parents() -> dict[int, int]:
    """Returns the parent of every process, as /proc knows it."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def children(pid: int) -> dict[int, str]:
    """Returns the processes that a process has started, with their commands."""
    commands = {}
    for child in [child for child, parent in parents().items() if parent == pid]:
        try:
            commands[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return commands


def descendants(pid: int) -> set[int]:
    """Returns the processes below a process."""
    above = parents()
    found: set[int] = set()
    while new := {child for child, parent in above.items() if parent in found | {pid}} - found:
        found |= new
    return found
