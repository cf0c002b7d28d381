"""Each promise that the content breaks is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.prove import AssignmentProof, prove, show
from tests.conftest import ANSWER, CONDITIONS, HIDDEN, METADATA, PUBLIC, STUB

PRIVATE = "reference/01_demo/01_double"
EXERCISE = "exercises/01_demo/01_double"


def write(place: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text)

    return change


def proof_after(root: Path, change: Callable[[Path], object]) -> AssignmentProof:
    change(root)
    return prove(Course(root), "01_demo", CONDITIONS, jobs=1)


BROKEN = {
    "an unexpected file": (write(f"{EXERCISE}/notes.txt", "x"), "notes.txt does not belong here"),
    "something given in an exercise": (write(f"{EXERCISE}/given.py", "x = 1"), "given.py does not belong here"),
    "an unexpected private file": (write(f"{PRIVATE}/draft.py", "x = 1"), "draft.py does not belong here"),
    "a README that does not say how hard it is": (
        write(f"{EXERCISE}/README.md", "# Double\n\nSome text.\n"),
        "README.md has no line `*Difficulty: n of 5 · about m minutes · ...*`",
    ),
    "an answer in the public half": (
        write("exercises/01_demo/given.py", "def test_leaves_its_argument():\n    pass\n"),
        "given.py in the student zip holds a line of",
    ),
    "another signature": (
        write(f"{PRIVATE}/double.py", ANSWER.replace("x: float", "x: int")),
        "the signature of double is not the stub's double(x: float) -> float",
    ),
    "points that do not add up": (
        write(f"{PRIVATE}/test_double_hidden.py", HIDDEN.replace("points(7)", "points(6)")),
        "the points add up to 9, not to 10",
    ),
    "no misconception": (write(f"{PRIVATE}/exercise.toml", ""), "no misconception yet"),
    "a wrong answer that is not used": (
        write(f"{PRIVATE}/wrong/thirds.py", "def double(x):\n    return x / 3\n"),
        "thirds.py is the `wrong` of no misconception",
    ),
    "an example that has drifted": (
        write(f"{EXERCISE}/double.py", STUB.replace("        4\n", "        5\n")),
        "an example fails",
    ),
    "a check that the stub passes": (
        write(f"{EXERCISE}/test_double.py", PUBLIC + '\n\ndef test_nothing():\n    """Nothing."""\n'),
        "the stub passes test_nothing",
    ),
    "a check that goes wrong": (
        write(f"{PRIVATE}/test_double_hidden.py", HIDDEN.replace("assert_same(x, [3, 4])", "1 / 0")),
        "a check goes wrong on answer",
    ),
}


@pytest.mark.parametrize("promise", BROKEN)
def test_a_broken_promise_is_named(root: Path, promise: str) -> None:
    change, words = BROKEN[promise]
    proof = proof_after(root, change)
    assert not proof.ok
    (exercise,) = proof.exercises
    assert [problem for problem in exercise.problems if words in problem] != []


def test_a_misconception_that_another_check_catches_is_missed(root: Path) -> None:
    last = METADATA.rindex("test_doubles_arrays")
    caught_elsewhere = METADATA[:last] + METADATA[last:].replace("test_doubles_arrays", "test_leaves_its_argument")
    write(f"{PRIVATE}/exercise.toml", caught_elsewhere)(root)
    lenient = HIDDEN.replace("assert_same(double(x), [6, 8])", "assert double(x) is not None")
    proof = proof_after(root, write(f"{PRIVATE}/test_double_hidden.py", lenient))
    assert proof.exercises[0].as_dict()["misconceptions"] == {"caught": 1, "of": 2, "missed": ["triples"]}


def test_a_wrong_route_is_refused_with_the_checks_that_refuse_it(root: Path) -> None:
    proof = proof_after(root, write(f"{PRIVATE}/routes/thrice.py", "def double(x):\n    return 3 * x\n"))
    (refused,) = proof.exercises[0].as_dict()["routes"]["refused"]
    assert refused.startswith("thrice: test_doubles_two, test_doubles_arrays")


def test_an_exercise_with_one_half_does_not_stop_the_others(root: Path) -> None:
    proof = proof_after(root, write("exercises/01_demo/02_half/README.md", "# Half\n"))
    whole, half = proof.exercises
    assert whole.ok
    assert "half.py" in half.problems[0]


def test_an_assignment_without_exercises_has_an_empty_table(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "exercises/02_empty").mkdir()
    proof = prove(Course(root), "02_empty", CONDITIONS, jobs=1)
    show([proof])
    assert proof.ok
    assert capsys.readouterr().out.split() == []


def test_a_file_beside_the_exercises_is_named(root: Path) -> None:
    proof = proof_after(root, write("exercises/01_demo/answers.txt", "x"))
    assert "answers.txt" in proof.problems[0]
