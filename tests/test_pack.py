"""Packing writes one zip, whole or not at all, and replaces a file only when told to."""

import os
import shutil
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest

from autograder.cli import KINDS
from autograder.content.catalog import Course, own_course
from autograder.model import UsageError
from autograder.pack import BUNDLES, pack


def packed(course: Course, out: Path, *, force: bool = False) -> Path:
    (path,) = pack(course.assignment("01_demo"), course.template, out, force=force)
    return path


def refusal(course: Course, out: Path, *, force: bool = False) -> str:
    with pytest.raises(UsageError) as caught:
        packed(course, out, force=force)
    return str(caught.value)


def test_the_zip_bears_the_name_of_the_assignment(course: Course, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    assert packed(course, out) == out / "01_demo.zip"
    assert [path.name for path in out.iterdir()] == ["01_demo.zip"]
    with zipfile.ZipFile(out / "01_demo.zip") as archive:
        assert "01_demo/01_double/double.py" in archive.namelist()
        assert archive.testzip() is None


def test_what_exists_is_not_overwritten(course: Course, tmp_path: Path) -> None:
    path = packed(course, tmp_path / "out")
    path.write_bytes(b"precious")
    message = refusal(course, tmp_path / "out")
    assert message.startswith(f"{path} exists")
    assert "--out" in message
    assert "--force" in message
    assert path.read_bytes() == b"precious"


def test_force_replaces(course: Course, tmp_path: Path) -> None:
    path = packed(course, tmp_path / "out")
    fresh = path.read_bytes()
    path.write_bytes(b"old")
    assert packed(course, tmp_path / "out", force=True) == path
    assert path.read_bytes() == fresh


def test_force_is_no_need_where_nothing_stands(course: Course, tmp_path: Path) -> None:
    assert packed(course, tmp_path / "out", force=True).is_file()


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_where_the_folder_should_be_is_named(course: Course, tmp_path: Path, place: str) -> None:
    """Rights would not do: a superuser may write everywhere."""
    (tmp_path / "file").write_bytes(b"precious")
    assert refusal(course, tmp_path / place).startswith(f"cannot write to {tmp_path / place}: ")
    assert (tmp_path / "file").read_bytes() == b"precious"


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_named(course: Course, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    assert str(tmp_path / "out") in refusal(course, tmp_path / "out")


def test_a_failure_leaves_the_old_zip_as_it_was(course: Course, tmp_path: Path) -> None:
    path = packed(course, tmp_path)
    path.write_bytes(b"old")
    (tmp_path / "01_demo.zip.partial").mkdir()
    message = refusal(course, tmp_path, force=True)
    assert message.startswith(f"cannot write {path}: ")
    assert path.read_bytes() == b"old"


def test_a_folder_of_the_name_of_the_zip_is_not_replaced(course: Course, tmp_path: Path) -> None:
    (tmp_path / "01_demo.zip").mkdir()
    (tmp_path / "01_demo.zip" / "file").touch()
    assert "exists" in refusal(course, tmp_path)
    assert refusal(course, tmp_path, force=True).startswith(f"cannot write {tmp_path / '01_demo.zip'}: ")
    assert (tmp_path / "01_demo.zip" / "file").is_file()


def test_a_failure_leaves_nothing_behind(course: Course, tmp_path: Path) -> None:
    (tmp_path / "01_demo.zip").mkdir()
    refusal(course, tmp_path, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01_demo.zip", "course"]


def test_a_packed_zip_installs_and_runs_in_a_new_environment(tmp_path: Path) -> None:
    """As a student does it: unzip, install, run the checks; the stubs fail, and answers in their place pass."""
    real = Course(own_course())
    id = real.assignment_ids()[0]
    plain = [exercise.name for exercise in real.assignment(id).exercises if not exercise.needs]
    assignment = real.assignment(id, plain)
    (path,) = pack(assignment, real.template, tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / id
    venv.create(folder / ".venv", with_pip=True)
    python = folder / ".venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]
    subprocess.run(install, cwd=folder, check=True)

    def checks() -> str:
        done = subprocess.run([python, "-m", "pytest", "-q"], cwd=folder, capture_output=True, text=True)
        return done.stdout.splitlines()[-1]

    count = sum(check.public for exercise in assignment.exercises for check in exercise.checks)
    assert checks().startswith(f"{count} failed in")
    for exercise in assignment.exercises:
        shutil.copyfile(exercise.answer, folder / exercise.id / exercise.filename)
    assert checks().startswith(f"{count} passed in")


def test_the_command_line_knows_every_kind_of_bundle() -> None:
    assert list(BUNDLES) == KINDS


def test_one_call_packs_for_several(course: Course, tmp_path: Path) -> None:
    paths = list(pack(course.assignment("01_demo"), course.template, tmp_path, [*KINDS, *KINDS]))
    assert [path.name for path in paths] == [f"01_demo{ending}" for ending, _ in BUNDLES.values()]
    assert all(path.is_file() for path in paths)
