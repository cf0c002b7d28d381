"""What a student is told of every misconception of three exercises stays as it was agreed to be.

After a wanted change, `UPDATE_SNAPSHOTS=1 pytest tests/test_feedback_snapshots.py` writes the new texts: read their
difference before it is committed.
"""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from autograder.content.catalog import Course, own_course
from autograder.isolation.sandbox import Sandbox, available
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Exercise, ExerciseResult, Result
from autograder.results import report

SNAPSHOTS = Path(__file__).parent / "snapshots"
COURSE = Course(own_course())
ASSIGNMENT = COURSE.assignment("06_1_cnn_theory", ["01_output_dims", "02_parameter_count", "08_max_pooling"])
CONDITIONS = Conditions(1, Sandbox.around(COURSE.private, available()))
each_exercise = pytest.mark.parametrize("exercise", ASSIGNMENT.exercises, ids=lambda exercise: exercise.id)
PHRASES = re.compile(r"Your code (raised \w+|raised an exception of its own|took longer than [\d.]+ seconds)\.")


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, str], ExerciseResult]:
    """What is found in each misconception, by exercise and name."""
    tasks = [
        Task((exercise.id, misconception.id), {exercise.id: misconception.source.encode()})
        for exercise in ASSIGNMENT.exercises
        for misconception in exercise.misconceptions
    ]
    with Panel(ASSIGNMENT.exercises, COURSE.template, CONDITIONS, jobs=2) as panel:
        return {key: verdict[key[0]] for key, verdict in panel.judge(tasks)}


def as_plain_text(result: ExerciseResult) -> Iterator[str]:
    for check in result.checks:
        if check.message:
            yield f"{check.name}: {check.message}"


def as_terminal(exercise: Exercise, result: ExerciseResult, monkeypatch: pytest.MonkeyPatch) -> str:
    output = io.StringIO()
    screen = Console(file=output, force_terminal=True, color_system="standard", width=100, highlight=False)
    monkeypatch.setattr(report, "console", lambda: screen)
    report.show_feedback(Result("ada", ASSIGNMENT.id, {exercise.name: result}))
    # Of an escape sequence, what follows the character that no editor shows.
    return output.getvalue().replace("\x1b", "^")


def agree(path: Path, text: str) -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@each_exercise
def test_plain_text(exercise: Exercise, results: dict[tuple[str, str], ExerciseResult]) -> None:
    parts = [
        "\n".join([f"=== {misconception.id}", *as_plain_text(results[exercise.id, misconception.id])])
        for misconception in exercise.misconceptions
    ]
    agree(SNAPSHOTS / f"{exercise.name}.txt", "\n\n".join(parts) + "\n")


@each_exercise
def test_terminal(
    exercise: Exercise, results: dict[tuple[str, str], ExerciseResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [
        f"=== {misconception.id}\n{as_terminal(exercise, results[exercise.id, misconception.id], monkeypatch)}"
        for misconception in exercise.misconceptions
    ]
    agree(SNAPSHOTS / f"{exercise.name}.terminal", "\n".join(parts))


@each_exercise
def test_of_a_hidden_check_only_agreed_sentences_are_told(
    exercise: Exercise, results: dict[tuple[str, str], ExerciseResult]
) -> None:
    for misconception in exercise.misconceptions:
        lines = {f"  line {i}: {line.strip()}" for i, line in enumerate(misconception.source.split("\n"), 1)}
        for check in results[exercise.id, misconception.id].checks:
            if check.public or not check.message:
                continue
            told = {c.tells for c in exercise.checks if c.name == check.name} | {
                m.tells for m in exercise.misconceptions
            }
            rest = set(check.message.splitlines()) - told - lines
            assert all(PHRASES.fullmatch(line) for line in rest), rest
