"""A new exercise has both halves, can be read at once, and never overwrites anything."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.content.scaffold import make_exercise
from autograder.model import Effort, UsageError

ROOT = Path(__file__).parents[1]


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(root: Path, assignment: str, id: str) -> str:
    """Returns why an exercise is refused, having seen that nothing was written."""
    before = files(root)
    with pytest.raises(UsageError) as caught:
        make_exercise(Course(root), assignment, id)
    assert files(root) == before
    return str(caught.value)


def test_both_halves_are_written_and_nothing_else(root: Path, course: Course) -> None:
    before = files(root)
    written = make_exercise(course, "01_demo", "02_trace_it")
    public, private = "exercises/01_demo/02_trace_it", "reference/01_demo/02_trace_it"
    assert [path.relative_to(root).as_posix() for path in written] == [
        f"{public}/README.md",
        f"{public}/trace_it.py",
        f"{public}/test_trace_it.py",
        f"{private}/trace_it.py",
        f"{private}/test_trace_it_hidden.py",
        f"{private}/exercise.toml",
    ]
    after = files(root)
    assert after.keys() - before.keys() == {str(path.relative_to(root)) for path in written}
    assert {place: after[place] for place in before} == before


def test_a_new_exercise_can_be_read_at_once(course: Course) -> None:
    make_exercise(course, "01_demo", "02_trace_it")
    exercise = course.assignment("01_demo", ["trace_it"]).exercises[0]
    assert exercise.title.startswith("Trace it:")
    assert exercise.points == 10
    assert [check.public for check in exercise.checks] == [True, False]
    assert exercise.effort == Effort(1, 15)
    # What is shown as an example in exercise.toml is commented out, and right once it is not.
    metadata = exercise.private / "exercise.toml"
    lines = [line.removeprefix("#").strip() for line in metadata.read_text(encoding="utf-8").splitlines()]
    metadata.write_text("\n".join(lines).replace("a text that occurs once in the answer", "raise"), encoding="utf-8")
    exercise = course.exercise("01_demo", "02_trace_it")
    assert exercise.needs == ("tensorflow", "keras")
    assert [misconception.caught_by for misconception in exercise.misconceptions] == ["test_idea"]


def test_stub_and_answer_have_one_signature(course: Course) -> None:
    make_exercise(course, "01_demo", "02_trace_it")
    exercise = course.exercise("01_demo", "02_trace_it")
    stub, answer = (
        [ast.unparse([node.args, node.returns]) for node in ast.parse(path.read_text()).body if hasattr(node, "args")]
        for path in (exercise.stub, exercise.answer)
    )
    assert stub == answer != []


def test_new_files_pass_our_own_style(course: Course) -> None:
    written = [str(path) for path in make_exercise(course, "01_demo", "02_trace_it") if path.suffix == ".py"]
    for command in ("check", "format --check"):
        options = ["--no-cache", "--config", str(ROOT / "pyproject.toml")]
        call = [sys.executable, "-m", "ruff", *command.split(), *options, *written]
        done = subprocess.run(call, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "id", ["", "trace", "2_trace", "02-trace", "02_Trace", "02_", "02_2d", "02_a/b", "02_../x", "02_x\n", "002_x"]
)
def test_a_name_that_is_none_is_refused(root: Path, id: str) -> None:
    message = refusal(root, "01_demo", id)
    assert repr(id) in message
    assert "two digits and lower-case words" in message


@pytest.mark.parametrize("id", ["02_class", "02_lambda"])
def test_a_word_of_python_is_no_name(root: Path, id: str) -> None:
    """No function can be called so, and no check could import it."""
    assert id in refusal(root, "01_demo", id)


@pytest.mark.parametrize("assignment", ["02_gone", "", ".", ".."])
def test_an_assignment_must_exist(root: Path, assignment: str) -> None:
    message = refusal(root, assignment, "02_tracing")
    assert repr(assignment) in message
    assert "01_demo" in message


@pytest.mark.parametrize("half", ["exercises", "reference"])
@pytest.mark.parametrize("name", ["double.py", None])
def test_nothing_is_overwritten(root: Path, half: str, name: str | None) -> None:
    """Neither where an exercise stands, nor where one file of one half does."""
    folder = root / half / "01_demo" / "01_double"
    if name:
        for path in root.glob("*/01_demo/01_double/*.*"):
            if path != folder / name:
                path.unlink()
    message = refusal(root, "01_demo", "01_double")
    assert "01_double" in message
    assert "exists" in message


def test_a_folder_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "reference" / "01_demo" / "02_tracing").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot write .*02_tracing"):
        make_exercise(Course(root), "01_demo", "02_tracing")
