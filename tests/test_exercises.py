"""Every exercise that exists keeps its promises: a new one is covered by being there."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from autograder.content.catalog import Course, own_course
from autograder.isolation.sandbox import Sandbox, available
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, Exercise, ExerciseResult, Outcome
from autograder.prove import AssignmentProof, prove
from autograder.proving import mutation

COURSE = Course(own_course())
ASSIGNMENTS = [COURSE.assignment(id) for id in COURSE.assignment_ids()]
EXERCISES = [(assignment.id, exercise) for assignment in ASSIGNMENTS for exercise in assignment.exercises]
each_exercise = pytest.mark.parametrize(
    ("assignment", "exercise"), EXERCISES, ids=[exercise.id for _, exercise in EXERCISES]
)
CONDITIONS = Conditions(1, Sandbox.around(COURSE.private, available()), diagnose=False)

# What a student's function may return or do instead of an answer: every check must fail, and none may go wrong.
JUNK = {
    "nothing": "return None",
    "a text": "return 'x'",
    "an empty list": "return []",
    "a ragged list": "return [[1, 2], [3]]",
    "not a number": "return float('nan')",
    "infinity": "return float('inf')",
    "a zero": "return 0",
    "minus one": "return -1",
    "a truth": "return True",
    "an imaginary number": "return 1j",
    "an object": "return object()",
    "itself": "return lambda *args, **kwargs: 0",
    "an empty array": "return __import__('numpy').zeros((0,))",
    "a lone cell": "return __import__('numpy').zeros(())",
    "an array of objects": "return __import__('numpy').array([None, 1], object)",
    "a tuple": "return (None, None, None)",
    "the first argument": "return args[0] if args else next(iter(kwargs.values()), None)",
    "a ValueError": "raise ValueError('no')",
    "a TypeError": "raise TypeError('no')",
}


@pytest.fixture(scope="module")
def proofs() -> dict[str, AssignmentProof]:
    # All mutants are for `autograder prove --mutants`; which of them are in the sample changes with the hidden checks.
    sample = [partial(mutation.prove, one_of=10)]
    return {
        assignment.id: prove(COURSE, assignment.id, CONDITIONS, jobs=2, provers=sample) for assignment in ASSIGNMENTS
    }


@pytest.mark.parametrize("id", [assignment.id for assignment in ASSIGNMENTS])
def test_an_assignment_keeps_its_promises(proofs: dict[str, AssignmentProof], id: str) -> None:
    assert proofs[id].problems == []


@each_exercise
def test_an_exercise_keeps_its_promises(
    proofs: dict[str, AssignmentProof], assignment: str, exercise: Exercise
) -> None:
    (proof,) = [proof for proof in proofs[assignment].exercises if proof.id == f"{assignment}/{exercise.id}"]
    assert proof.lines() == []
    assert proof.ok
    record = proof.as_dict()
    assert record["misconceptions"]["of"] >= 6
    assert record["routes"]["of"] >= 4
    assert "mutants" in record


@each_exercise
def test_an_exercise_has_a_handful_of_public_checks(assignment: str, exercise: Exercise) -> None:
    assert 3 <= sum(check.public for check in exercise.checks) <= 6


@each_exercise
def test_each_check_has_a_name_of_its_own(assignment: str, exercise: Exercise) -> None:
    names = [check.name for check in exercise.checks]
    assert sorted(names) == sorted(set(names))


@each_exercise
def test_checks_and_stubs_of_numpy_exercises_import_no_tensorflow(assignment: str, exercise: Exercise) -> None:
    files = [exercise.public_checks, exercise.hidden_checks]
    if not exercise.needs:
        files += [exercise.stub, exercise.answer]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "import tensorflow" not in text
        assert "import keras" not in text


def junk_source(exercise: Exercise, body: str) -> bytes:
    functions = [node.name for node in ast.parse(exercise.stub.read_text()).body if isinstance(node, ast.FunctionDef)]
    return "\n".join(f"def {name}(*args, **kwargs):\n    {body}\n" for name in functions).encode()


@pytest.fixture(scope="module")
def junk_results() -> dict[tuple[str, str], ExerciseResult]:
    def judge(assignment: Assignment) -> Iterator[tuple[tuple[str, str], ExerciseResult]]:
        tasks = [
            Task((exercise.id, junk), {exercise.id: junk_source(exercise, body)})
            for exercise in assignment.exercises
            for junk, body in JUNK.items()
        ]
        with Panel(assignment.exercises, COURSE.template, CONDITIONS, jobs=2) as panel:
            for key, verdict in panel.judge(tasks):
                yield key, verdict[key[0]]

    return {key: result for assignment in ASSIGNMENTS for key, result in judge(assignment)}


@pytest.mark.parametrize("junk", JUNK)
@each_exercise
def test_junk_passes_no_check_and_makes_none_go_wrong(
    junk_results: dict[tuple[str, str], ExerciseResult], assignment: str, exercise: Exercise, junk: str
) -> None:
    outcomes = {check.name: check.outcome for check in junk_results[exercise.id, junk].checks}
    allowed = (Outcome.FAILED, Outcome.ERROR)
    assert {name: str(outcome) for name, outcome in outcomes.items() if outcome not in allowed} == {}


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=[assignment.id for assignment in ASSIGNMENTS])
def test_figures_are_what_their_script_draws(assignment: Assignment, tmp_path: Path) -> None:
    figures = {path.name: path.read_text(encoding="utf-8") for path in (assignment.public / "figures").glob("*")}
    trained = COURSE.private / assignment.id / "train_figures.py"
    script = COURSE.private / assignment.id / "draw_figures.py"
    if trained.exists():
        # Training takes minutes, and what comes out is the same on one machine only.
        named = re.findall(r'save\(figure, "(\w+)"\)', trained.read_text(encoding="utf-8"))
        assert {f"{name}.svg" for name in named} == figures.keys()
    else:
        # A lesson need not have figures; if it has some, something must draw them.
        if script.exists():
            subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
        assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == figures
    lesson = (assignment.public / "README.md").read_text(encoding="utf-8")
    assert [name for name in figures if f"figures/{name}" not in lesson] == []


def test_every_lesson_links_to_what_exists() -> None:
    for path in COURSE.public.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path} links to {target}"
