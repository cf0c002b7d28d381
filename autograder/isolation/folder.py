"""The private folder of a worker: made, measured, and removed whatever a submission left in it."""

from __future__ import annotations

import os
import re
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.isolation.user import is_worker

MAX_BYTES = 64 << 20
MAX_ENTRIES = 2000
BLOCK = 512


def make_folder() -> str:
    """Returns a new folder that only this user can enter; its name tells whose it is."""
    return tempfile.mkdtemp(prefix=f"autograder-{os.getpid()}-")


def is_overfull(folder: str, held: int = 0) -> bool:
    """Says whether a folder, with `held` bytes besides, holds more than it may; one that cannot be looked into does."""
    entries, size = 0, held
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as found:
                for entry in found:
                    entries += 1
                    with suppress(FileNotFoundError):
                        size += entry.stat(follow_symlinks=False).st_blocks * BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    if entries > MAX_ENTRIES or size > MAX_BYTES:
                        return True
        except FileNotFoundError:
            continue
        except OSError:
            return True
    return size > MAX_BYTES


def held_unlinked(pid: int) -> int:
    """Returns the bytes of the files that a process holds open and that no folder shows; 0 where it is not told."""
    sizes = {}
    with suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):
            with suppress(OSError):
                file = os.stat(f"/proc/{pid}/fd/{name}")
                if stat.S_ISREG(file.st_mode) and file.st_nlink == 0:
                    sizes[file.st_dev, file.st_ino] = file.st_blocks * BLOCK
    return sum(sizes.values())


def remove_folder(folder: str) -> None:
    """Removes a folder, however deep and whatever the modes; what resists is left."""
    with suppress(OSError):
        while entries := list(os.scandir(folder)):
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                    continue
                # One level is lifted at a time: a path into the depth could be longer than the system allows.
                os.chmod(entry.path, 0o700)
                for child in list(os.scandir(entry.path)):
                    if child.is_dir(follow_symlinks=False):
                        os.chmod(child.path, 0o700)
                    os.rename(child.path, Path(folder, secrets.token_hex(16)))
                os.rmdir(entry.path)
        os.rmdir(folder)


def sweep() -> None:
    """Removes the folders of our processes that were killed before they could."""
    for path in Path(tempfile.gettempdir()).glob("autograder-*"):
        maker = re.match(r"autograder-(\d+)-", path.name)
        if maker and not Path(f"/proc/{maker[1]}").exists() and Path("/proc/self").exists() and _is_ours(path):
            remove_folder(str(path))


def _is_ours(path: Path) -> bool:
    """Says whether a folder is our user's or a worker's; anybody can give a link or a folder such a name."""
    with suppress(OSError):
        found = path.lstat()
        return stat.S_ISDIR(found.st_mode) and (found.st_uid == os.geteuid() or is_worker(found.st_uid))
    return False
