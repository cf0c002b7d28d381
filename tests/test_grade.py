"""Grading reads what it can, keeps the order of the world, and loads no library that no exercise needs."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.content.catalog import Course, own_course
from autograder.grade import grade
from autograder.model import Exercise, Submission
from tests.conftest import ANSWER, STUB


def test_what_cannot_be_read_is_a_result_with_its_reason(course: Course, tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(ANSWER)
    (tmp_path / "empty").mkdir()
    (tmp_path / "cut.zip").write_bytes(b"PK")
    submissions = [Submission(name, tmp_path / name) for name in ("empty", "good.py", "cut.zip", "gone.py")]
    results = {r.submission: r for r in grade(course.assignment("01_demo"), submissions, course.template, jobs=2)}
    assert results.keys() == {"empty", "good.py", "cut.zip", "gone.py"}
    assert results["good.py"].score == 10
    assert results["empty"].problem == "is empty"
    assert [results[name].score for name in ("empty", "cut.zip", "gone.py")] == [0, 0, 0]
    assert not any(result.is_our_fault for result in results.values())


def test_the_same_submission_gets_the_same_result(course: Course, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.py").write_text(STUB if number % 2 else ANSWER.replace("* 2", "* 3"))
    submissions = [Submission(str(number), tmp_path / f"{number}.py") for number in range(6)]
    results = {r.submission: r for r in grade(course.assignment("01_demo"), submissions, course.template, jobs=2)}
    for number in range(2, 6):
        messages = [check.message for check in results[str(number)].exercises["double"].checks]
        assert messages == [check.message for check in results[str(number % 2)].exercises["double"].checks]


def descendants(pid: int) -> set[int]:
    """Returns the processes below a process, by the parents that /proc knows."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found: set[int] = set()
    while new := {child for child, parent in parents.items() if parent in found | {pid}} - found:
        found |= new
    return found


def libraries_loaded(exercise: Exercise, assignment: str) -> tuple[set[str], int]:
    """Grades an answer with the real command; returns the big libraries mapped by any process, and how many ran."""
    command = [sys.executable, "-m", "autograder", "grade", exercise.answer, "-a", assignment, "-e", exercise.name]
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
    loaded: set[str] = set()
    seen: set[int] = set()
    while process.poll() is None:
        for pid in descendants(process.pid) | {process.pid}:
            try:
                maps = Path(f"/proc/{pid}/maps").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            seen.add(pid)
            loaded |= {library for library in ("numpy", "tensorflow") if f"/{library}/" in maps}
        time.sleep(0.005)
    assert process.returncode == 0
    return loaded, len(seen)


COURSE = Course(own_course())
EXERCISES = [(id, exercise) for id in COURSE.assignment_ids() for exercise in COURSE.assignment(id).exercises]


@pytest.mark.parametrize("needs_tensorflow", [False, True])
def test_tensorflow_is_loaded_only_where_an_exercise_needs_it(needs_tensorflow: bool) -> None:
    assignment, exercise = next((id, e) for id, e in EXERCISES if bool(e.needs) == needs_tensorflow)
    loaded, processes = libraries_loaded(exercise, assignment)
    assert loaded == ({"numpy", "tensorflow"} if needs_tensorflow else {"numpy"})
    assert processes >= 4  # the command, a judge, the nursery and a worker
