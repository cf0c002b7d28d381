"""The layers around a worker: which of them this machine has, which are needed, and the order of locking down."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.isolation import landlock, limits, seccomp, user
from autograder.isolation.readable import more_packages, own_facts, readable_paths


@dataclass(frozen=True)
class Layers:
    """The layers of a run: a user of its own for each worker, the version of Landlock (0: none), system calls."""

    own_user: bool
    landlock: int
    seccomp: bool

    def __str__(self) -> str:
        names = [
            *(["own user"] if self.own_user else []),
            *([f"Landlock {self.landlock}"] if self.landlock else []),
            *(["seccomp"] if self.seccomp else []),
        ]
        return ", ".join(names) or "none"


NO_LAYERS = Layers(own_user=False, landlock=0, seccomp=False)


def available() -> Layers:
    """Returns the layers that this machine has."""
    own_user = user.can_become() and hidden_interpreter() is None
    return Layers(own_user, landlock.version(), seccomp.supported())


def hidden_interpreter() -> Path | None:
    """Returns what another user would need to run Python and cannot reach, such as a Python in a private home."""
    numpy = find_spec("numpy")
    library = numpy.origin if numpy and numpy.origin else sys.prefix
    return user.out_of_reach([sys.prefix, os.__file__, library, tempfile.gettempdir(), *more_packages()])


def lack(layers: Layers, places: Iterable[Path]) -> str | None:
    """Returns in one sentence why strangers' code cannot be run here, beside such places, or nothing."""
    if not layers.seccomp:
        return "this system cannot filter system calls (seccomp), which a worker must not be without"
    if not layers.own_user and not layers.landlock:
        return "this kernel has no Landlock (it came with Linux 5.13), and without it grading must run as root"
    for place in places:
        if not layers.landlock and user.within_reach(place):
            return f"this kernel has no Landlock, and other users can read {place}: run `chmod go-rwx {place}`"
    return None


@dataclass(frozen=True)
class Sandbox:
    """What a worker is locked into: the layers, and the paths that it may read besides its own folder."""

    layers: Layers
    readable: tuple[str, ...] = ()

    @classmethod
    def around(cls, private: Path, layers: Layers) -> Sandbox:
        """Returns a sandbox from which nothing of the private half can be read."""
        return cls(layers, tuple(readable_paths([private])))

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Sandbox:
        """Makes a sandbox of what `as_json` gave."""
        return cls(Layers(**record["layers"]), tuple(record["readable"]))

    def as_json(self) -> dict[str, Any]:
        """Returns what crosses to the process that locks workers in."""
        return asdict(self)

    def lock_down(self, folder: str, allowed: dict[str, Any]) -> None:
        """Locks this process into its folder, for good, before it has seen a line of a submission."""
        layers, pid, parent = self.layers, os.getpid(), os.getppid()
        # Its nursery looks after it by its files in /proc; from its neighbours the other layers keep it.
        limits.hide_memory(False)
        limits.be_killed_first()
        os.umask(0o077)
        limits.apply(**allowed, own_user=layers.own_user)
        if layers.own_user:
            user.become(user.uid_of(pid), folder)
            # A change of user has made the kernel forget both.
            limits.die_with_parent(parent)
            limits.hide_memory(False)
        elif layers != NO_LAYERS and os.geteuid() == 0:
            user.drop_capabilities()
        if layers.landlock or layers.seccomp:
            limits.forgo_privileges()
        if layers.landlock:
            landlock.restrict([*self.readable, *own_facts(pid)], folder, layers.landlock)
        if layers.seccomp:
            seccomp.install(pid)


OPEN = Sandbox(NO_LAYERS)
