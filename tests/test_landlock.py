"""Landlock: a worker reads beneath the paths that it was given, does as it likes in its folder, and nothing else."""

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.isolation import landlock
from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import OPEN, Layers, Sandbox
from tests.walls import Nursery, nursery_of
from tests.workers import call, load

VERSION = landlock.version()
needs_landlock = pytest.mark.skipif(VERSION == 0, reason="this kernel has no Landlock")

WORK = """
import errno, os, socket, subprocess, sys

home, me, parent = os.getcwd(), os.getpid(), os.getppid()


def outcome(source, tree):
    try:
        eval(source)
    except OSError as error:
        return errno.errorcode[error.errno]
    return "open"


def put(name, mode="w"):
    with open(name, mode) as file:
        file.write("words")


def cut(name):
    with open(name, "r+") as file:
        file.truncate(1)


def loosen(folder, version):
    landlock = sys.modules["autograder.isolation.landlock"]
    landlock.restrict(["/"], folder, version)
"""
# What is tried, and how it ends for a worker that may read beneath `given` and the file `alone`.
READING = {
    "open(tree + '/given/a').read()": "open",
    "os.listdir(tree + '/given')": "open",
    "open(tree + '/given/deep/b').read()": "open",
    "open(tree + '/closed/link-to-given/a').read()": "open",
    "open(tree + '/alone').read()": "open",
    "open(tree + '/beside').read()": "EACCES",
    "open(tree + '/closed/c').read()": "EACCES",
    "os.listdir(tree + '/closed')": "EACCES",
    "os.listdir(tree)": "EACCES",
    "open(tree + '/given/../closed/c').read()": "EACCES",
    "open(tree + '/given/link-to-closed/c').read()": "EACCES",
    "open(tree + '/given/link-to-c').read()": "EACCES",
    "open('/proc/self/root' + tree + '/closed/c').read()": "EACCES",
    "open(os.path.relpath(tree) + '/closed/c').read()": "EACCES",
    "os.listdir('..')": "EACCES",
    "os.listdir('/')": "EACCES",
}
WRITING = {
    "put(tree + '/given/a')": "EACCES",
    "put(tree + '/given/a', 'a')": "EACCES",
    "put(tree + '/given/new')": "EACCES",
    "put(tree + '/alone')": "EACCES",
    "os.mkdir(tree + '/given/folder')": "EACCES",
    "os.unlink(tree + '/given/a')": "EACCES",
    "os.rmdir(tree + '/given/empty')": "EACCES",
    "os.rename(tree + '/given/deep/b', tree + '/given/deep/z')": "EACCES",
    "put(tree + '/closed/new')": "EACCES",
    "os.unlink(tree + '/closed/c')": "EACCES",
}
AT_HOME = {
    "put('file')": "open",
    "put('file', 'a')": "open",
    "cut('file')": "open",
    "os.rename('file', 'other')": "open",
    "open('other').read()": "open",
    "os.unlink('other')": "open",
    "os.makedirs('a/b')": "open",
    "put(home + '/a/b/c')": "open",
    "os.listdir('a')": "open",
    "os.unlink('a/b/c')": "open",
    "os.removedirs('a/b')": "open",
    "os.symlink('/etc', 'link')": "EACCES",
    "os.mkfifo('pipe')": "EACCES",
    "socket.socket(socket.AF_UNIX).bind('socket')": "EACCES",
    "os.link(tree + '/closed/c', 'mine')": "EXDEV",
    "os.rename(tree + '/closed/c', 'mine')": "EACCES",
    "os.execv(sys.executable, [sys.executable, '-c', ''])": "EACCES",
    "put('program')": "open",
    "os.chmod('program', 0o700)": "open",
    # ENOEXEC, if it were not refused before anybody looks into it.
    "os.execv('program', ['program'])": "EACCES",
}
FACTS = {
    "put(os.devnull)": "open",
    "open(os.devnull).read()": "open",
    "open('/dev/zero').read(1)": "EACCES",
    "open(f'/proc/{me}/status').read()": "open",
    "open('/proc/self/cmdline').read()": "open",
    "open('/proc/self/maps').read()": "open",
    "os.listdir('/proc/self/task')": "open",
    "open('/proc/self/stat').read()": "EACCES",
    "open(f'/proc/{parent}/status').read()": "EACCES",
    "os.listdir(f'/proc/{parent}')": "EACCES",
    "os.listdir('/proc')": "EACCES",
    "open('/etc/passwd').read()": "EACCES",
}
# What without Landlock does not return.
NO_WAY_BACK = {source for source in AT_HOME if "execv" in source}


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with nursery_of() as nursery:
        yield nursery


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with something given and something closed in it, and links both ways."""
    for name in ("given/deep", "given/empty", "closed"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("given/a", "given/deep/b", "closed/c", "alone", "beside"):
        (tmp_path / name).write_text("words")
    (tmp_path / "given/link-to-closed").symlink_to("../closed")
    (tmp_path / "given/link-to-c").symlink_to("../closed/c")
    (tmp_path / "closed/link-to-given").symlink_to("../given")
    return tmp_path


def behind_landlock(tree: Path, version: int = VERSION) -> Sandbox:
    layers = Layers(own_user=False, landlock=version, seccomp=False)
    return Sandbox(layers, (str(tree / "given"), str(tree / "alone"), str(tree / "not-there")))


def outcomes(worker: WorkerLine, sources: dict[str, str], tree: Path) -> dict[str, str]:
    assert load(worker, WORK) == {"value": None}
    return {source: call(worker, "outcome", source, str(tree))["value"] for source in sources}


@needs_landlock
@pytest.mark.parametrize("version", range(1, VERSION + 1))
@pytest.mark.parametrize("expected", [READING, WRITING, AT_HOME, FACTS], ids=["reading", "writing", "at home", "facts"])
def test_a_worker_reaches_what_it_was_given_and_its_folder(
    nursery: Nursery, tree: Path, expected: dict[str, str], version: int
) -> None:
    with nursery.worker(behind_landlock(tree, version)) as worker:
        assert outcomes(worker, expected, tree) == expected


@pytest.mark.parametrize("sources", [READING, WRITING, AT_HOME, FACTS], ids=["reading", "writing", "at home", "facts"])
def test_without_landlock_all_of_it_is_open(nursery: Nursery, tree: Path, sources: dict[str, str]) -> None:
    with nursery.worker(OPEN) as worker:
        tried = {source: "open" for source in sources if source not in NO_WAY_BACK}
        assert outcomes(worker, tried, tree) == tried


@needs_landlock
def test_a_worker_cannot_give_itself_more(nursery: Nursery, tree: Path) -> None:
    with nursery.worker(behind_landlock(tree)) as worker:
        expected = {
            "open(tree + '/closed/c').read()": "EACCES",
            f"loosen(home, {VERSION})": "open",
            "open(tree + '/closed/../closed/c').read()": "EACCES",
            f"loosen(tree, {VERSION})": "open",
            "put(tree + '/closed/c')": "EACCES",
        }
        assert outcomes(worker, expected, tree) == expected


@pytest.mark.skipif(VERSION < 6, reason="this kernel's Landlock is older than the newest that we know")
def test_a_version_that_is_newer_than_we_know_is_used_as_far_as_we_know_it(nursery: Nursery, tree: Path) -> None:
    with nursery.worker(behind_landlock(tree, version=99)) as worker:
        assert outcomes(worker, READING, tree) == READING


def test_a_kernel_without_landlock_has_version_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "CREATE_RULESET", 0x3FFF)
    assert landlock.version() == 0


def test_another_system_has_no_landlock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert landlock.version() == 0
