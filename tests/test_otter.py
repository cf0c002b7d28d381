"""Otter gets the same checks, and its own runner gives the same scores as we do."""

import ast
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.bundles import otter
from autograder.bundles.otter_tests import write_tests
from autograder.content.catalog import Course, own_course
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, AutograderError, Exercise
from tests.conftest import ANSWER, CONDITIONS, HIDDEN, STUB

COURSE = Course(own_course())
ASSIGNMENTS = [COURSE.assignment(id) for id in COURSE.assignment_ids()]
EXERCISES = [exercise for assignment in ASSIGNMENTS for exercise in assignment.exercises]


def members(course: Course, id: str = "01_demo") -> dict[str, bytes]:
    return otter.members(course.assignment(id), course.template)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def test_the_bundle_holds_what_students_get_and_what_grades_them(course: Course) -> None:
    files = members(course)
    student = ["01_demo.ipynb", "requirements.txt", "tests/double.py"]
    assert sorted(files) == sorted(["README.md", "autograder.zip", *(f"student/{name}" for name in student)])
    tests = [name for name in names(files["autograder.zip"]) if name.startswith("tests/")]
    assert tests == ["tests/double.py", "tests/double_hidden.py"]


def test_students_get_nothing_private(course: Course) -> None:
    secrets = {line.strip() for line in [*ANSWER.splitlines(), *HIDDEN.splitlines()] if len(line.strip()) > 20}
    secrets = {line for line in secrets if line not in STUB and not line.startswith(("import ", "from "))}
    for place, data in members(course).items():
        if place != "autograder.zip":
            assert [secret for secret in secrets if secret in data.decode()] == [], place


def test_the_bytes_are_the_same_every_time(course: Course) -> None:
    assert members(course) == members(course)


def test_without_otter_one_sentence_says_what_to_install(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(AutograderError, match="pip install 'dl-autograder\\[otter\\]'"):
        members(course)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_points_and_sentences_are_those_of_the_checks(exercise: Exercise, public: bool) -> None:
    _, source = write_tests(exercise, COURSE.template, public=public)
    cases = [
        {word.arg: ast.literal_eval(word.value) for word in mark.keywords}
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
    ]
    assert cases == [
        {"name": check.name, "points": check.points, "hidden": not public, "failure_message": check.tells}
        for check in exercise.checks
        if check.public == public
    ]


def test_messages_with_quotes_and_braces_survive(root: Path) -> None:
    path = root / "exercises/01_demo/01_double/test_double.py"
    words = """Twice "two" isn't {three}: %s."""
    path.write_text(path.read_text().replace("Twice two is four.", words))
    exercise = Course(root).exercise("01_demo", "01_double")
    _, source = write_tests(exercise, root / "student_template", public=True)
    assert f"failure_message={words!r}" in source


def filled(handed_out: bytes, sources: dict[Exercise, str]) -> str:
    """Returns the student's notebook with each stub replaced."""
    content = json.loads(handed_out)
    stubs = {exercise.stub.read_text().strip(): source for exercise, source in sources.items()}
    cells = [cell for cell in content["cells"] if "".join(cell["source"]).strip() in stubs]
    assert len(cells) == len(stubs)
    for cell in cells:
        cell["source"] = stubs["".join(cell["source"]).strip()]
    return json.dumps(content)


def otter_scores(folder: Path) -> dict[str, float]:
    """Returns what `otter run` gives for a notebook, by exercise."""
    program = Path(sys.executable).with_name("otter")
    command = [program, "run", "handed_in.ipynb", "-a", "autograder.zip", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    tests: list[dict[str, Any]] = json.loads((folder / "results.json").read_text())["tests"]
    return {test["name"].removesuffix("_hidden"): test["score"] for test in tests if test["name"].endswith("_hidden")}


@pytest.fixture(scope="module", params=ASSIGNMENTS, ids=lambda assignment: assignment.id)
def bundle(request: pytest.FixtureRequest) -> tuple[Assignment, dict[str, bytes]]:
    return request.param, members(COURSE, request.param.id)


@pytest.mark.parametrize("kind", ["answer", "stub", "misconception"])
def test_otter_run_gives_the_same_scores_as_we_do(
    kind: str, bundle: tuple[Assignment, dict[str, bytes]], tmp_path: Path
) -> None:
    assignment, files = bundle
    sources = {
        exercise: {
            "answer": exercise.answer.read_text(),
            "stub": exercise.stub.read_text(),
            "misconception": exercise.misconceptions[0].source,
        }[kind]
        for exercise in assignment.exercises
    }
    job = {exercise.id: source.encode() for exercise, source in sources.items()}
    with Panel(assignment.exercises, COURSE.template, replace(CONDITIONS, diagnose=False), jobs=1) as panel:
        ((_, verdict),) = panel.judge([Task(kind, job)])
    ours = {exercise.name: verdict[exercise.id].score for exercise in assignment.exercises}
    (tmp_path / "handed_in.ipynb").write_text(filled(files[f"student/{assignment.id}.ipynb"], sources))
    (tmp_path / "autograder.zip").write_bytes(files["autograder.zip"])
    assert otter_scores(tmp_path) == ours
