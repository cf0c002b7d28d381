"""What a worker may read: the interpreter, its libraries and a few facts of the machine, and nothing of ours."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
MACHINE = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/sys/devices/system/cpu",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/dev/random",
    "/dev/urandom",
    "/dev/zero",
)
# What folders of installed packages are called. Any other folder on the path is somebody's project, with all it holds.
PACKAGES = ("site-packages", "dist-packages")
# Where a folder of libraries can hold this package, whether or not it is the one that runs.
COPIES = [f"{folder}autograder" for folder in ("", "*-packages/", "python*/*-packages/")]


def library_folders() -> list[Path]:
    """Returns where the interpreter has its modules and shared libraries."""
    prefixes = {sys.prefix, sys.base_prefix}
    places = [Path(prefix, name) for prefix in sorted(prefixes) for name in ("lib", "lib64")]
    places += [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places += [*map(Path, site.getsitepackages()), *more_packages()]
    return [*places, *([Path(folder)] if (folder := user_site()) else [])]


def more_packages() -> list[Path]:
    """Returns where else Python finds what is installed for all users: behind a .pth file, or as the system has it."""
    places = [Path(entry) for entry in sys.path if entry != user_site()]
    return [place for place in places if place.name in PACKAGES and place.exists()]


def user_site() -> str | None:
    """Returns where this user has packages of their own, if Python looks there."""
    return site.getusersitepackages() if site.ENABLE_USER_SITE else None


def readable_paths(closed: Iterable[Path]) -> list[str]:
    """Returns the paths beneath which a worker may read: none of them holds the package, a copy or a closed path."""
    roots = {place.resolve() for place in (*library_folders(), *map(Path, MACHINE)) if place.exists()}
    copies = [copy for root in roots for pattern in COPIES for copy in root.glob(pattern)]
    closed = {path.resolve() for path in (PACKAGE, *copies, *closed)}
    outer = [root for root in roots if not any(parent in roots for parent in root.parents)]
    return sorted(str(path) for root in outer for path in _open_up(root, closed))


def own_facts(pid: int) -> list[str]:
    """Returns what a process may read about itself, which TensorFlow insists on."""
    return [f"/proc/{pid}/{name}" for name in ("cmdline", "maps", "status", "task")]


def _open_up(path: Path, closed: set[Path]) -> Iterator[Path]:
    """Yields a folder whole when nothing in it is closed, or else what in it is not."""
    # Beside the package lie the names and digests of its files; and a link would open whatever it leads to.
    if path in closed or "dl_autograder" in path.name or path.is_symlink():
        return
    if not any(path in one.parents for one in closed):
        yield path
        return
    for name in os.listdir(path):
        yield from _open_up(path / name, closed)
