"""The layers together: each stops what is its own to stop, and together they stop all of it, as root and as others."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.isolation import landlock, seccomp
from autograder.isolation.client import WorkerLine
from autograder.isolation.readable import readable_paths
from autograder.isolation.sandbox import NO_LAYERS, OPEN, Layers, Sandbox
from autograder.isolation.user import within_reach
from tests.walls import ORDINARY, US, Nursery, nursery_of
from tests.workers import call, load

PRIVATE = Path(__file__).parents[1] / "reference"
VERSIONS = sorted({0, 1, 3, 4, 6, landlock.version()})

PROBE = """
import errno, os, resource, socket, subprocess, sys, threading

def fork():
    if (pid := os.fork()) == 0:
        os._exit(0)
    os.waitpid(pid, 0)

def change_mode(path):
    os.chmod(path, 0o640)
    if os.stat(path).st_mode & 0o777 != 0o640:
        raise PermissionError(errno.EPERM, "only pretended")

def connect(family, kind, address):
    with socket.socket(family, kind) as connection:
        connection.connect(address)
        connection.send(b"hello")

def send(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.sendto(b"hello", address)

def read(path):
    with open(path, "rb") as file:
        file.read(1)

def write(path, mode):
    with open(path, mode) as file:
        file.write("words")

def move_across_folders():
    os.makedirs("from")
    os.makedirs("to")
    write("from/file", "w")
    os.rename("from/file", "to/file")

def live_at_home():
    write("file", "w")
    write("file", "a")
    read("file")
    os.mkdir("folder")
    os.rename("file", "other")
    os.unlink("other")
    os.rmdir("folder")
    os.listdir()

def work_in_threads():
    done = []
    threads = [threading.Thread(target=done.append, args=(1,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 3

def import_late():
    assert "colorsys" not in sys.modules
    import colorsys

def outcome(action):
    try:
        action()
    except OSError as error:
        return errno.errorcode[error.errno]
    except ImportError:
        return "ImportError"
    return "open"

def probe(there):
    beside, given, parent, neighbour = there["beside"], there["given"], os.getppid(), there["neighbour"]
    actions = {
        "read a private file": lambda: read(f"{beside}/private"),
        "read a public file": lambda: read(f"{beside}/public"),
        "see that a file is there": lambda: os.stat(f"{beside}/public"),
        "list a folder": lambda: os.listdir(beside),
        "list the folder of all workers": lambda: os.listdir(os.path.dirname(os.getcwd())),
        "overwrite a file": lambda: write(f"{beside}/overwritten", "r+"),
        "append to a file": lambda: write(f"{beside}/appended", "a"),
        "make a file": lambda: write(f"{beside}/made", "x"),
        "make a folder": lambda: os.mkdir(f"{beside}/folder"),
        "remove a file": lambda: os.unlink(f"{beside}/removed"),
        "rename a file": lambda: os.rename(f"{beside}/renamed", f"{beside}/name"),
        "truncate a file": lambda: os.truncate(f"{beside}/truncated", 0),
        "truncate a library": lambda: os.truncate(f"{given}/truncated", 0),
        "empty a library by reading": lambda: os.close(os.open(f"{given}/emptied", os.O_RDONLY | os.O_TRUNC)),
        "change a mode": lambda: change_mode(f"{beside}/changed"),
        "list the neighbour's folder": lambda: os.listdir(there["neighbour_folder"]),
        "read the neighbour's file": lambda: read(f"{there['neighbour_folder']}/work.py"),
        "read the neighbour's environment": lambda: read(f"/proc/{neighbour}/environ"),
        "read the neighbour's map": lambda: read(f"/proc/{neighbour}/maps"),
        "read the parent's environment": lambda: read(f"/proc/{parent}/environ"),
        "read the parent's memory": lambda: os.close(os.open(f"/proc/{parent}/mem", os.O_RDONLY)),
        "follow the parent's descriptors": lambda: os.readlink(f"/proc/{parent}/fd/1"),
        "read the parent's map": lambda: read(f"/proc/{parent}/maps"),
        "connect by TCP": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", there["tcp"])),
        "send by UDP": lambda: send(("127.0.0.1", there["udp"])),
        "connect to a socket without a path": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, there["abstract"]),
        "connect to a socket in a folder": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, f"{beside}/socket"),
        "signal the parent": lambda: os.kill(parent, 0),
        "limit the parent": lambda: resource.prlimit(parent, resource.RLIMIT_CORE),
        "fork": fork,
        "run a program": lambda: subprocess.run([there["program"]], check=True),
        "make a link": lambda: os.symlink("/", "link"),
        "make a pipe with a name": lambda: os.mkfifo("pipe"),
        "move a file across folders": move_across_folders,
        "live in its own folder": live_at_home,
        "work in threads": work_in_threads,
        "read the standard library": lambda: read(os.__file__),
        "read an installed library": lambda: read(there["library"]),
        "import what nobody has imported": import_late,
        # Last, since it may change what it is.
        "change its user": lambda: os.setresuid(1, 1, 1),
    }
    return {name: outcome(action) for name, action in actions.items()}
"""
OWN_USER, UNPRIVILEGED, UNABLE_TO_TRACE, SECCOMP = "own user", "unprivileged", "unable to trace", "seccomp"
# By what a worker tries: what stops it. A number is the Landlock version that does, and all that follow.
STOPPED_BY: dict[str, set[str | int]] = {
    "read a private file": {OWN_USER, 1},
    "read a public file": {1},
    "see that a file is there": set(),
    "list a folder": {1},
    "list the folder of all workers": {1},
    "overwrite a file": {OWN_USER, 1},
    "append to a file": {OWN_USER, 1},
    "make a file": {OWN_USER, 1},
    "make a folder": {OWN_USER, 1},
    "remove a file": {OWN_USER, 1},
    "rename a file": {OWN_USER, 1},
    "truncate a file": {OWN_USER, 3, SECCOMP},
    "truncate a library": {OWN_USER, 3, SECCOMP},
    "empty a library by reading": {OWN_USER, 3, SECCOMP},
    "change a mode": {OWN_USER, SECCOMP},
    "list the neighbour's folder": {OWN_USER, 1},
    "read the neighbour's file": {OWN_USER, 1},
    "read the neighbour's environment": {OWN_USER, 1},
    "read the neighbour's map": {OWN_USER, 1},
    "read the parent's environment": {OWN_USER, UNABLE_TO_TRACE, 1},
    "read the parent's memory": {OWN_USER, UNABLE_TO_TRACE, 1},
    "follow the parent's descriptors": {OWN_USER, UNABLE_TO_TRACE, 1},
    "read the parent's map": {OWN_USER, UNABLE_TO_TRACE, 1},
    "connect by TCP": {4, SECCOMP},
    "send by UDP": {SECCOMP},
    "connect to a socket without a path": {6, SECCOMP},
    "connect to a socket in a folder": {OWN_USER, SECCOMP},
    "signal the parent": {OWN_USER, 6, SECCOMP},
    "limit the parent": {OWN_USER, SECCOMP},
    "fork": {SECCOMP},
    "run a program": {1, SECCOMP},
    "make a link": {1, SECCOMP},
    "make a pipe with a name": {1, SECCOMP},
    "live in its own folder": set(),
    "work in threads": set(),
    "change its user": {OWN_USER, UNPRIVILEGED, SECCOMP},
}
# What a worker needs, and may lack where another user cannot reach the Python that runs here.
NEEDED = {
    "read the standard library": os.__file__,
    "read an installed library": np.__file__,
    "import what nobody has imported": os.__file__,
}
REFUSALS = {"EACCES", "EPERM"}
SYS_PTRACE = 19
WHO = {"root": (0, False), "root for own users": (0, True), "ordinary": (ORDINARY, False)}

NEIGHBOUR = """
import ctypes, os, sys

def become_unprivileged_and_visible():
    if os.geteuid() == 0:
        sys.modules["autograder.isolation.user"].drop_capabilities()
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
"""


@pytest.fixture(scope="module", params=WHO)
def who(request: pytest.FixtureRequest) -> tuple[int, bool]:
    """Whose the nursery is, and whether its workers become users of their own."""
    user, own_user = WHO[request.param]
    if user == 0 != US:
        pytest.skip("only root can be root")
    return user, own_user


@pytest.fixture(scope="module")
def nursery(who: tuple[int, bool]) -> Iterator[Nursery]:
    with nursery_of(who[0]) as nursery:
        yield nursery


@pytest.fixture(scope="module")
def neighbour(nursery: Nursery) -> Iterator[WorkerLine]:
    """A worker of the same user without privileges, which does not even hide its memory."""
    with nursery.worker(OPEN) as worker:
        load(worker, NEIGHBOUR)
        assert call(worker, "become_unprivileged_and_visible")["value"] is None
        yield worker


@pytest.fixture
def world(nursery: Nursery, neighbour: WorkerLine) -> Iterator[dict[str, Any]]:
    """What a worker could reach if nothing stopped it: files of the nursery's user in the open, sockets, processes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="world-")))
        for name in ("private", "public", "overwritten", "appended", "removed", "renamed", "truncated", "changed"):
            (folder / name).write_text("words")
        (folder / "private").chmod(0o600)
        (folder / "given").mkdir()
        for name in ("truncated", "emptied"):
            (folder / "given" / name).write_text("words")
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        abstract = f"\0{folder}"
        for address in (abstract, str(folder / "socket")):
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(address)
            listener.listen()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nursery.user, -1)
        folder.chmod(0o755)
        yield {
            "beside": str(folder),
            "given": str(folder / "given"),
            "tcp": tcp.getsockname()[1],
            "udp": udp.getsockname()[1],
            "abstract": abstract,
            "neighbour": neighbour.pid,
            "neighbour_folder": neighbour.folder,
            "program": shutil.which("true"),
            "library": np.__file__,
        }


def able_to_trace() -> bool:
    """Says whether this process, root or not, has the privilege over hidden processes; root in a container has not."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return bool(int(fields["CapEff"], 16) >> SYS_PTRACE & 1)


def forces(layers: Layers, nursery: Nursery) -> set[str | int]:
    """Returns what works against a worker behind some layers."""
    found: set[str | int] = {version for version in VERSIONS if 0 < version <= layers.landlock}
    if layers.own_user:
        found.add(OWN_USER)
    if nursery.user != 0 or layers != NO_LAYERS:
        found |= {UNPRIVILEGED, UNABLE_TO_TRACE}
    if not able_to_trace():
        found.add(UNABLE_TO_TRACE)
    if layers.seccomp:
        found.add(SECCOMP)
    return found


def expected(layers: Layers, nursery: Nursery) -> dict[str, bool]:
    """Returns for each thing that a worker tries whether it is open."""
    against = forces(layers, nursery)
    outcomes = {what: not stoppers & against for what, stoppers in STOPPED_BY.items()}
    # The first version cannot be told that files may move between the folders of a folder.
    outcomes["move a file across folders"] = layers.landlock != 1
    another = layers.own_user or nursery.user != US
    return outcomes | {what: not another or within_reach(path) for what, path in NEEDED.items()}


def tried(nursery: Nursery, layers: Layers, world: dict[str, Any]) -> dict[str, str]:
    with nursery.worker(Sandbox(layers, (*readable_paths([PRIVATE]), world["given"]))) as worker:
        assert load(worker, PROBE) == {"value": None}
        outcomes: dict[str, str] = call(worker, "probe", world)["value"]
    return outcomes


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("filtered", [False, True], ids=["", "seccomp"])
def test_layers_stop_what_each_of_them_stops(
    nursery: Nursery, who: tuple[int, bool], world: dict[str, Any], version: int, filtered: bool
) -> None:
    if version > landlock.version() or (filtered and not seccomp.supported()):
        pytest.skip("this kernel has not all of these layers")
    layers = Layers(who[1], version, filtered)
    outcomes = tried(nursery, layers, world)
    assert {what: outcome == "open" for what, outcome in outcomes.items()} == expected(layers, nursery)
    refused = {what: outcome for what, outcome in outcomes.items() if outcome != "open" and what not in NEEDED}
    assert set(refused.values()) - {"EXDEV"} <= REFUSALS, refused
