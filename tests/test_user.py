"""A worker is a user of its own where we are root, has no privileges in any case, and cannot go back."""

import os
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.isolation.client import WorkerLine
from autograder.isolation.limits import THREADS
from autograder.isolation.sandbox import OPEN, Layers, Sandbox
from autograder.isolation.user import can_become, out_of_reach, uid_of, within_reach
from tests.walls import GROUP, Nursery, nursery_of
from tests.workers import call, load

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
OWN = Sandbox(Layers(own_user=True, landlock=0, seccomp=False))
BY_NAME = Sandbox(Layers(own_user=False, landlock=0, seccomp=True))
# What /proc/self/uid_map says on a machine, in a container of its own users, and where there is one user only.
EVERY = (1 << 41) - 1
MACHINE, CONTAINER, ALONE = "0 0 4294967295\n", "0 100000 65536\n", "1000 1000 1\n"
LARGEST_ID = (1 << 31) - 1
SYS_RESOURCE = 24

WORK = """
import ctypes, os, resource, sys

def who():
    return [*os.getresuid(), *os.getresgid(), *os.getgroups()]

def fields():
    with open("/proc/self/status") as status:
        return dict(line.split(":", 1) for line in status)

def outcome(source):
    try:
        eval(source)
    except (OSError, ValueError) as error:
        return type(error).__name__
    return "open"

def processes():
    return resource.getrlimit(resource.RLIMIT_NPROC)[1]

def raise_limit():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit + 1))

def can_become_before_and_after():
    user = sys.modules["autograder.isolation.user"]
    return [user.can_become(), user.drop_capabilities(), user.can_become()][::2]

def death_signal():
    number = ctypes.c_int()
    ctypes.CDLL(None).prctl(2, ctypes.byref(number))
    return number.value
"""


def users_are(monkeypatch: pytest.MonkeyPatch, uid_map: str, capabilities: int = 0) -> None:
    files = {"uid_map": uid_map, "status": f"Uid:\t0\nCapEff:\t{capabilities:016x}\n"}
    monkeypatch.setattr(Path, "read_text", lambda path: files[path.name])


@pytest.mark.parametrize(
    "uid_map",
    [
        MACHINE,
        CONTAINER,
    ],
    ids=["machine", "container"],
)
def test_no_two_processes_that_live_at_a_time_get_the_same_user(monkeypatch: pytest.MonkeyPatch, uid_map: str) -> None:
    users_are(monkeypatch, uid_map)
    pids = range(25_000, 35_000)
    assert len({uid_of(pid) for pid in pids}) == len(pids)


@pytest.mark.parametrize(("uid_map", "largest"), [(MACHINE, LARGEST_ID), (CONTAINER, 65533)])
def test_a_user_exists_and_is_nobody_that_a_system_has(
    monkeypatch: pytest.MonkeyPatch, uid_map: str, largest: int
) -> None:
    users_are(monkeypatch, uid_map)
    # The largest process id of any Linux.
    users = [uid_of(pid) for pid in (1, 300, 10_000, 1 << 22)]
    assert all(50_000 < uid <= largest for uid in users)


@pytest.mark.parametrize(
    ("capabilities", "uid_map", "can"),
    [
        (EVERY, MACHINE, True),
        (EVERY, CONTAINER, True),
        (EVERY, ALONE, False),
        (EVERY, "", False),
        (0, MACHINE, False),
        *((EVERY & ~(1 << needed), MACHINE, False) for needed in (0, 5, 6, 7)),
        (EVERY & ~(1 << 21), CONTAINER, True),
    ],
)
def test_only_who_has_the_privileges_and_many_users_can_become_one(
    monkeypatch: pytest.MonkeyPatch, capabilities: int, uid_map: str, can: bool
) -> None:
    users_are(monkeypatch, uid_map, capabilities)
    assert can_become() is can


def test_a_system_that_tells_of_no_users_has_none_to_become(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(Path, "read_text", refuse)
    assert not can_become()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.mark.parametrize(
    ("outer", "inner", "file", "reached"),
    [
        (0o755, 0o755, 0o644, ["inner", "file"]),
        (0o711, 0o711, 0o604, ["inner", "file"]),
        (0o755, 0o755, 0o660, ["inner"]),
        (0o755, 0o744, 0o644, []),
        (0o755, 0o770, 0o644, []),
        (0o700, 0o755, 0o644, []),
        (0o754, 0o777, 0o666, []),
    ],
)
def test_what_others_can_reach_is_decided_by_all_modes_on_the_way(
    place: Path, outer: int, inner: int, file: int, reached: list[str]
) -> None:
    folder, target = place / "outer" / "inner", place / "outer" / "inner" / "file"
    folder.mkdir(parents=True)
    target.touch()
    (place / "link").symlink_to(target)
    for path, mode in ((target, file), (folder, inner), (folder.parent, outer)):
        path.chmod(mode)
    assert within_reach(folder) is ("inner" in reached)
    assert within_reach(target) is within_reach(place / "link") is ("file" in reached)


def test_the_first_path_out_of_reach_is_named(place: Path) -> None:
    for name, mode in (("a", 0o644), ("b", 0o600), ("c", 0o600)):
        (place / name).touch(mode)
        (place / name).chmod(mode)
    assert out_of_reach([place / "a", place / "c", place / "b"]) == place / "c"
    assert out_of_reach([place, place / "a"]) is None


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with nursery_of() as nursery:
        yield nursery


def ask(worker: WorkerLine, name: str, *args: str) -> Any:
    if not Path(worker.folder, "work.py").exists():
        assert load(worker, WORK) == {"value": None}
    return call(worker, name, *args)["value"]


@as_root
def test_two_live_workers_are_two_users_without_groups(nursery: Nursery) -> None:
    with nursery.worker(OPEN) as worker:
        assert ask(worker, "who") == [0, 0, 0, 0, 0, 0, GROUP]
    with nursery.worker(OWN) as one, nursery.worker(OWN) as other:
        assert ask(one, "who") == [uid_of(one.pid)] * 6
        assert ask(other, "who") == [uid_of(other.pid)] * 6
        assert len({uid_of(one.pid), uid_of(other.pid), os.getuid()}) == 3


@as_root
def test_the_folder_of_a_worker_is_its_users_alone(nursery: Nursery) -> None:
    with nursery.worker(OWN) as worker:
        ask(worker, "who")
        seen = [os.stat(worker.folder), os.stat(Path(worker.folder, "work.py"))]
        assert [(status.st_uid, status.st_gid) for status in seen] == [(uid_of(worker.pid),) * 2] * 2
        assert [oct(status.st_mode & 0o7777) for status in seen] == ["0o700", "0o600"]


@as_root
@pytest.mark.parametrize(
    "way_back", ["os.setuid(0)", "os.setresuid(0, 0, 0)", "os.setgid(0)", "os.setgroups([0])", "os.chroot('/')"]
)
def test_there_is_no_way_back_to_root(nursery: Nursery, way_back: str) -> None:
    with nursery.worker(OWN) as worker:
        assert ask(worker, "outcome", way_back) == "PermissionError"
    with nursery.worker(OPEN) as worker:
        assert ask(worker, "outcome", way_back) == "open"


@as_root
@pytest.mark.parametrize("sandbox", [OWN, BY_NAME], ids=["own user", "root by name"])
def test_a_worker_has_no_privileges(nursery: Nursery, sandbox: Sandbox) -> None:
    with nursery.worker(OPEN) as worker:
        privileges = int(ask(worker, "fields")["CapEff"], 16)
        assert privileges
        # Root may be root without the privilege over resources.
        may_raise = privileges >> SYS_RESOURCE & 1
        assert ask(worker, "outcome", "raise_limit()") == ("open" if may_raise else "ValueError")
    with nursery.worker(sandbox) as worker:
        fields = ask(worker, "fields")
        assert [int(fields[name], 16) for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")] == [0] * 4
        assert ask(worker, "outcome", "raise_limit()") == "ValueError"


@as_root
def test_root_without_privileges_cannot_become_another_user(nursery: Nursery) -> None:
    with nursery.worker(OPEN) as worker:
        assert ask(worker, "can_become_before_and_after") == [True, False]


@pytest.mark.parametrize("sandbox", [OPEN, BY_NAME, pytest.param(OWN, marks=as_root)], ids=["open", "by name", "own"])
def test_a_worker_dies_with_the_nursery_whoever_it_is(nursery: Nursery, sandbox: Sandbox) -> None:
    with nursery.worker(sandbox) as worker:
        assert ask(worker, "death_signal") == 9


@as_root
def test_processes_are_counted_for_a_user_of_its_own_only(nursery: Nursery) -> None:
    with nursery.worker(OWN) as own, nursery.worker(OPEN) as other:
        assert ask(own, "processes") == THREADS
        assert ask(other, "processes") == resource.getrlimit(resource.RLIMIT_NPROC)[1]
