"""What a misconception answers is remembered as long as nothing changes that decides it."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.judging.memory import Memory
from autograder.model import Exercise

KNOWN = {"test_doubles_arrays": [b"first", b"second"], "test_leaves_its_argument": []}


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise("01_demo", "01_double")


@pytest.fixture
def folder(course: Course, exercise: Exercise, tmp_path: Path) -> Path:
    """A folder in which one misconception is remembered."""
    Memory(course.template, tmp_path / "memory").keep(exercise, exercise.misconceptions[0], KNOWN)
    return tmp_path / "memory"


def test_what_was_kept_is_recalled_by_the_next_run(course: Course, exercise: Exercise, folder: Path) -> None:
    memory = Memory(course.template, folder)
    assert memory.recall(exercise, exercise.misconceptions[0]) == KNOWN
    assert memory.recall(exercise, exercise.misconceptions[1]) == {}


@pytest.mark.parametrize("changed", ["hidden checks", "public checks", "helper", "misconception"])
def test_a_change_of_the_content_is_a_new_beginning(
    course: Course, exercise: Exercise, folder: Path, changed: str
) -> None:
    misconception = exercise.misconceptions[0]
    files = {
        "hidden checks": exercise.hidden_checks,
        "public checks": exercise.public_checks,
        "helper": course.template / "checking.py",
    }
    if path := files.get(changed):
        path.write_text(path.read_text() + "# changed\n")
    else:
        misconception = replace(misconception, source=misconception.source + "# changed\n")
    assert Memory(course.template, folder).recall(exercise, misconception) == {}


@pytest.mark.parametrize("data", [b"", b"short", bytes(100), b"\xff" * 100])
def test_a_damaged_file_is_no_memory(course: Course, exercise: Exercise, folder: Path, data: bytes) -> None:
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    path.write_bytes(data)
    assert Memory(course.template, folder).recall(exercise, exercise.misconceptions[0]) == {}


def test_where_nothing_can_be_written_it_lasts_for_the_run(course: Course, exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = Memory(course.template, tmp_path / "file" / "memory")
    memory.keep(exercise, exercise.misconceptions[0], KNOWN)
    assert memory.recall(exercise, exercise.misconceptions[0]) == KNOWN


def test_only_its_user_may_look(folder: Path) -> None:
    assert [path.stat().st_mode & 0o077 for path in folder.rglob("*") if path.is_dir()] == [0]
