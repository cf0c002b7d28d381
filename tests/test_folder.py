"""A worker's folder is its own, is measured, and goes away whatever a submission left in it."""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.isolation.folder import (
    MAX_BYTES,
    MAX_ENTRIES,
    held_unlinked,
    is_overfull,
    make_folder,
    remove_folder,
    sweep,
)
from autograder.isolation.user import uid_of

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is gone afterwards, for what a failed test leaves could be too deep for pytest."""
    path = tmp_path / "folder"
    path.mkdir()
    yield path
    subprocess.run(["chmod", "-R", "u+rwx", path], check=path.exists())
    subprocess.run(["rm", "-rf", path], check=True)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `tempfile` takes for the place of temporary files, so that no test sweeps the machine's."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def as_nobody(folder: Path, act: Callable[[], object]) -> bool:
    """Does something in a process of an ordinary user, whose folder it is; says whether it gave a truth."""
    if os.geteuid() == 0:
        # The folders above are private: the process is inside already when it becomes another user.
        os.chown(folder, NOBODY, NOBODY)
        for path in folder.rglob("*"):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    try:
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(*[NOBODY] * 3)
            os.setresuid(*[NOBODY] * 3)
        os._exit(0 if act() else 1)
    finally:
        os._exit(2)


def build_tower(folder: Path, floors: int, name: str = "d") -> None:
    """Makes folders in folders, which can be deeper than any path can tell."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(floors):
            os.mkdir(name)
            os.chdir(name)
        Path("last").write_text("x")
    finally:
        os.chdir(here)
        os.close(here)


def pid_of_the_dead() -> int:
    """Returns the id of a process that has ended."""
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


def test_a_new_folder_is_private_and_names_its_process(temporary: Path) -> None:
    folder = make_folder()
    assert os.stat(folder).st_mode & 0o777 == 0o700
    assert re.fullmatch(rf"autograder-{os.getpid()}-\w+", Path(folder).name)
    assert Path(folder).parent == temporary
    assert make_folder() != folder


def test_a_folder_with_little_in_it_is_not_overfull(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a/one").write_bytes(bytes(1 << 20))
    os.symlink("/", folder / "root")
    os.symlink("nowhere", folder / "nowhere")
    os.mkfifo(folder / "pipe")
    assert not is_overfull(str(folder))


def test_a_folder_may_hold_so_many_files_and_no_more(folder: Path) -> None:
    (folder / "a").mkdir()
    for n in range(MAX_ENTRIES - 1):
        (folder / "a" / str(n)).touch()
    assert not is_overfull(str(folder))
    (folder / "one more").touch()
    assert is_overfull(str(folder))


def test_a_folder_may_hold_so_many_bytes_and_no_more(folder: Path) -> None:
    (folder / "a").mkdir()
    with open(folder / "a/large", "wb") as large, open(folder / "small", "wb") as small:
        os.posix_fallocate(large.fileno(), 0, MAX_BYTES - (1 << 20))
        assert not is_overfull(str(folder))
        os.posix_fallocate(small.fileno(), 0, 2 << 20)
        assert is_overfull(str(folder))


def test_holes_in_a_file_weigh_nothing(folder: Path) -> None:
    with open(folder / "hole", "wb") as hole:
        hole.truncate(MAX_BYTES * 2)
    assert not is_overfull(str(folder))


def test_what_a_process_holds_without_a_name_counts_once_and_while_it_is_open(folder: Path) -> None:
    before = held_unlinked(os.getpid())
    with open(folder / "file", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 1 << 20)
        assert held_unlinked(os.getpid()) == before
        (folder / "file").unlink()
        copy = os.dup(file.fileno())
        assert held_unlinked(os.getpid()) == before + (1 << 20)
        os.close(copy)
    assert held_unlinked(os.getpid()) == before
    assert is_overfull(str(folder), MAX_BYTES + 1)
    assert not is_overfull(str(folder), MAX_BYTES)


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert held_unlinked(pid_of_the_dead()) == 0


def test_a_folder_that_is_gone_is_not_overfull(folder: Path) -> None:
    assert not is_overfull(str(folder / "gone"))


def test_a_folder_that_cannot_be_listed_is_overfull(folder: Path) -> None:
    (folder / "closed").mkdir(0o300)
    assert as_nobody(folder, lambda: is_overfull("."))
    (folder / "closed").chmod(0o700)
    assert as_nobody(folder, lambda: not is_overfull("."))


def test_a_folder_that_is_too_deep_to_be_measured_is_overfull(folder: Path) -> None:
    build_tower(folder, 40, name="d" * 200)
    assert is_overfull(str(folder))


def plain(folder: Path) -> None:
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/one.txt").write_text("one")


def tower(folder: Path) -> None:
    build_tower(folder, 3000)


def towers(folder: Path) -> None:
    for n in range(3):
        (folder / str(n)).mkdir()
        build_tower(folder / str(n), 100)


def odd_names(folder: Path) -> None:
    for name in (b"new\nline", "ünïcødé 🙂".encode(), b"\xff\xfe\x80", b"-rf", b"*", b" ", b"a" * 255):
        path = folder / os.fsdecode(name)
        path.mkdir()
        (path / path.name).write_text("x")


def names_that_could_be_ours(folder: Path) -> None:
    for n in range(3):
        (folder / f".{n}/.0/.1").mkdir(parents=True)
        (folder / f".{n}/.1").write_text("x")


def closed_folders(folder: Path) -> None:
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/one.txt").touch(0o000)
    (folder / "a/b").chmod(0o000)
    (folder / "a").chmod(0o000)


def fifos_and_links(folder: Path) -> None:
    (folder / "a").mkdir()
    os.mkfifo(folder / "a/pipe")
    os.symlink("..", folder / "a/above")
    os.symlink("nowhere", folder / "nowhere")
    os.symlink("a", folder / "z")


LEFT = [plain, tower, towers, odd_names, names_that_could_be_ours, closed_folders, fifos_and_links]


@pytest.mark.parametrize("leave", LEFT)
def test_whatever_is_left_in_a_folder_is_removed(folder: Path, leave: Callable[[Path], None]) -> None:
    leave(folder)
    remove_folder(str(folder))
    assert not folder.exists()


@pytest.mark.parametrize("leave", [leave for leave in LEFT if leave is not tower])
def test_an_ordinary_user_removes_whatever_is_left(folder: Path, leave: Callable[[Path], None]) -> None:
    (folder / "own").mkdir()
    assert as_nobody(folder, lambda: [leave(Path("own")), remove_folder("own"), not os.path.exists("own")][-1])


def test_what_a_link_leads_to_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir(0o755)
    (tmp_path / "outside/kept").write_text("kept")
    (folder / "a").mkdir()
    os.symlink(tmp_path / "outside", folder / "a/folder")
    os.symlink(tmp_path / "outside/kept", folder / "a/file")
    os.link(tmp_path / "outside/kept", folder / "a/name")
    remove_folder(str(folder))
    assert not folder.exists()
    assert (tmp_path / "outside/kept").read_text() == "kept"
    assert (tmp_path / "outside").stat().st_mode & 0o777 == 0o755


def test_a_folder_that_is_gone_needs_no_removal(folder: Path) -> None:
    remove_folder(str(folder / "gone"))
    assert folder.exists()


def test_only_folders_of_processes_that_are_gone_are_swept(temporary: Path) -> None:
    pid = pid_of_the_dead()
    living = Path(make_folder())
    gone = temporary / f"autograder-{pid}-abc"
    foreign = [temporary / name for name in ("autograder-notes", "autograder-", f"other-{pid}-abc", "1")]
    for folder in (gone, *foreign):
        (folder / "a").mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(gone, uid_of(pid), uid_of(pid))  # as a worker's folder is
    sweep()
    assert not gone.exists()
    assert living.exists()
    assert all((folder / "a").exists() for folder in foreign)


def test_a_sweep_follows_no_link(temporary: Path) -> None:
    (temporary / "mine").mkdir()
    (temporary / "mine/kept").write_text("kept")
    os.symlink(temporary / "mine", temporary / f"autograder-{pid_of_the_dead()}-abc")
    sweep()
    assert (temporary / "mine/kept").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user at hand")
def test_a_sweep_leaves_what_another_user_has_named_like_ours(temporary: Path) -> None:
    theirs = temporary / f"autograder-{pid_of_the_dead()}-abc"
    (theirs / "a").mkdir(parents=True)
    os.chown(theirs, NOBODY, NOBODY)
    sweep()
    assert (theirs / "a").exists()
