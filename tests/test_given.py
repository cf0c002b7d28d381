"""What is given to students lies beside their code in every world, as one module for all exercises of an assignment."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.bundles import github, gradescope, notebook, otter, student
from autograder.bundles.cells import code, given
from autograder.bundles.cells import notebook as book
from autograder.content import digest
from autograder.content.catalog import Course
from autograder.grade import grade
from autograder.isolation import wire
from autograder.isolation.client import WorkerLine
from autograder.isolation.workers import NurseryLine
from autograder.judging.given import GivenFunction, GivenModule
from autograder.judging.standin import Handle, Sitting, StandInModule
from autograder.model import ContentError, ExerciseResult, Outcome, Submission
from autograder.prove import prove
from autograder.results.journal import Journal
from tests.conftest import CONDITIONS, METADATA
from tests.notebooks import execute
from tests.workers import ask, call

GIVEN = '''"""What double and treble start from."""

import sys

import numpy as np

SIZES = (2, 3)
IMAGE = np.array([[1.0, 2.0], [3.0, 4.0]])
NAMES = ["a"]


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, x):
        return _times(x, self.factor)


def scale(factor):
    """Makes an object that is no plain data.

    Example:
        >>> scale(3)(5)
        15
    """
    return Scale(factor)


def shifted(x):
    return x + 1


def compare(function, other, x):
    return function(x) == other(x)


def compare_all(functions, x):
    return {name: function(x) for name, function in functions.items()}


def pop(functions):
    return functions.pop("first")


def fail():
    raise ValueError("given")


def _times(x, factor):
    return x * factor


if __name__ == "__main__":
    print(scale(2)(int(sys.argv[1])))
'''
STUB = '''"""Double: what is twice as much?"""

from given import scale


def double(x: float) -> float:
    """Doubles a number.

    Example:
        >>> double(2)
        4
        >>> scale(3)(2)
        6
    """
    raise NotImplementedError("double is yours to write")
'''
ANSWER = """from given import scale


def double(x: float) -> float:
    return scale(2)(x * 2) // 2
"""
CHECKS = '''"""Checks of double."""

import numpy as np
import pytest
from checking import assert_same
from double import double
from given import IMAGE, SIZES, compare, scale
{mark}

def test_{name}doubles():
    """Twice is twice."""
    twice = scale(2)
    assert twice.factor == 2
    assert compare(double, twice, 5.0), "not what twice gives"
    assert_same(double(SIZES[1]), 6)
    image = IMAGE.copy()
    assert_same(double(IMAGE), 2 * image)
    assert_same(IMAGE, [[1, 2], [3, 4]])
'''
LATE = '''

@pytest.mark.points(3)
def test_doubles_what_a_model_gives():
    """What a model gives is doubled, too."""
    from given import Scale

    assert_same(double(Scale(3)(4)), 24)
'''
TREBLE = '''"""Treble: what is three times as much?"""

from given import shifted


def treble(x: float) -> float:
    """Trebles a number."""
    raise NotImplementedError("treble is yours to write")
'''
TREBLED = """def treble(x: float) -> float:
    from given import shifted

    return shifted(3 * x) - 1
"""
TREBLE_CHECKS = '''"""Checks of treble."""

import pytest
from checking import assert_same
from given import shifted
from treble import treble
{mark}

def test_{name}trebles():
    """Three times is three times."""
    assert_same(treble(shifted(2)), 9)
'''
ROUTE = "def {name}(x):\n    import given\n\n    return x * {factor}\n"
TREBLE_METADATA = """[[misconception]]
id = "plain"
tells = "That is the number."
replace = "3 * x"
with = "x"
caught_by = "test_hidden_trebles"
"""


def write(root: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def marked(checks: str, points: int) -> str:
    return checks.format(name="hidden_", mark=f"\n\n@pytest.mark.points({points})").replace(")\n\ndef", ")\ndef")


@pytest.fixture
def root(root: Path) -> Path:
    """A course of two exercises to which something is given."""
    readme = (root / "exercises/01_demo/01_double/README.md").read_text()
    files = {
        "exercises/01_demo/given.py": GIVEN,
        "exercises/01_demo/README.md": "# A lesson\n\n>>> from given import shifted\n>>> shifted(2)\n3\n",
        "exercises/01_demo/01_double/double.py": STUB,
        "exercises/01_demo/01_double/test_double.py": CHECKS.format(name="", mark=""),
        "reference/01_demo/01_double/double.py": ANSWER,
        "reference/01_demo/01_double/test_double_hidden.py": marked(CHECKS, 7) + LATE,
        "reference/01_demo/01_double/exercise.toml": METADATA.replace("test_doubles_arrays", "test_hidden_doubles"),
        "reference/01_demo/01_double/routes/sum.py": ROUTE.format(name="double", factor=2),
        "exercises/01_demo/02_treble/README.md": readme + "\n>>> from given import scale\n>>> scale(3)(2)\n6\n",
        "exercises/01_demo/02_treble/treble.py": TREBLE,
        "exercises/01_demo/02_treble/test_treble.py": TREBLE_CHECKS.format(name="", mark=""),
        "reference/01_demo/02_treble/treble.py": TREBLED,
        "reference/01_demo/02_treble/test_treble_hidden.py": marked(TREBLE_CHECKS, 10),
        "reference/01_demo/02_treble/exercise.toml": TREBLE_METADATA,
        "reference/01_demo/02_treble/routes/sum.py": ROUTE.format(name="treble", factor=3),
    }
    write(root, files)
    return root


def graded(course: Course, folder: Path, exercises: tuple[str, ...] = (), **files: bytes) -> dict[str, ExerciseResult]:
    """Grades what one student hands in."""
    (folder / "ada").mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / "ada" / name.replace("_dot_", ".")).write_bytes(data)
    with Journal(None) as journal:
        handed_in = [Submission("ada", folder / "ada")]
        (result,) = grade(course, course.assignment("01_demo", exercises), handed_in, journal, CONDITIONS, jobs=1)
    return dict(result.exercises)


def test_what_is_given_is_the_file_and_no_link(root: Path, course: Course) -> None:
    assignment = course.assignment("01_demo")
    for holder in (assignment, *assignment.exercises):
        assert holder.given == root / "exercises/01_demo/given.py"
    (root / "exercises/01_demo/given.py").unlink()
    assert assignment.given is None
    (root / "exercises/01_demo/given.py").symlink_to(assignment.exercises[0].answer)
    assert (assignment.given, assignment.exercises[0].given) == (None, None)


def test_all_promises_hold_of_exercises_to_which_something_is_given(course: Course) -> None:
    """Stubs, pages of exercises and the lesson may use it in their examples."""
    proof = prove(course, "01_demo", CONDITIONS, jobs=1)
    assert (proof.problems, [exercise.lines() for exercise in proof.exercises]) == ([], [[], []])
    assert proof.ok


def test_an_example_in_it_that_has_drifted_is_named(root: Path, course: Course) -> None:
    write(root, {"exercises/01_demo/given.py": GIVEN.replace("        15\n", "        16\n")})
    (problem,) = prove(course, "01_demo", CONDITIONS, jobs=1).problems
    assert "01_demo/given.py: an example fails" in problem
    assert prove(course, "01_demo", CONDITIONS, jobs=1, exercises=["treble"]).problems == []


@pytest.mark.parametrize("exercises", [(), ("double",), ("treble",)])
def test_a_notebook_of_all_exercises_has_it(course: Course, tmp_path: Path, exercises: tuple[str, ...]) -> None:
    """No cell of another exercise fails: that would be told."""
    answers = ["from given import shifted, scale", ANSWER, TREBLE, TREBLED]
    data = book([*given(course.assignment("01_demo")), *map(code, answers)])
    results = graded(course, tmp_path, exercises, all_dot_ipynb=data)
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 10)
    assert [check.message for result in results.values() for check in result.checks if check.message] == []


def test_what_a_student_does_to_data_is_not_done_to_the_checks(course: Course, tmp_path: Path) -> None:
    spoils = b"import given\n\ndef double(x):\n    given.IMAGE[:] = 0\n    x *= 0\n    return x\n"
    for source, score in ((spoils, 0), (ANSWER.encode(), 10), (spoils, 0)):
        assert graded(course, tmp_path, ("double",), double_dot_py=source)["double"].score == score


def test_what_was_patched_is_the_students_error_and_no_mistake_of_the_check(course: Course, tmp_path: Path) -> None:
    patched = b"import given\n\ngiven.scale = None\ndel given.compare\n\ndef double(x):\n    return 2 * x\n"
    checks = graded(course, tmp_path, ("double",), double_dot_py=patched)["double"].checks
    assert [check.outcome for check in checks] == [Outcome.ERROR, Outcome.ERROR, Outcome.PASSED]


@pytest.fixture
def standin(course: Course, line: NurseryLine) -> Iterator[tuple[StandInModule, GivenModule]]:
    exercise = course.exercise("01_demo", "01_double")
    students, ours = StandInModule("standin_of_double"), GivenModule(exercise.given)
    source = ANSWER.encode() + b"\nnothing = None\ndef same(f):\n    return f\n"
    students.sitting = ours.sitting = Sitting(exercise, source, line)
    yield students, ours
    students.sitting.close()


def test_a_given_function_runs_beside_the_students_code(standin: tuple[StandInModule, GivenModule]) -> None:
    students, ours = standin
    thrice = ours.scale(3)
    assert isinstance(thrice, Handle)
    assert thrice(np.ones(2)).tolist() == [3.0, 3.0]
    assert students.double(np.float64(4)) == 8
    with pytest.raises(ValueError, match=r"^given$"):
        ours.fail()
    assert students.sitting.lines == []  # none of the student's own


def test_functions_cross_as_themselves_wherever_they_stand(standin: tuple[StandInModule, GivenModule]) -> None:
    students, ours = standin
    assert ours.compare(students.double, ours.scale(2), 5.0) is True
    assert ours.compare(students.double, other=ours.scale(3), x=5.0) is False
    assert ours.compare_all({"a": ours.scale(2), "b": students.double}, 5.0) == {"a": 10, "b": 10}
    scale = ours.scale
    (function,) = students.same([scale])
    assert function is scale
    with pytest.raises(NameError, match="there is no function missing in the file"):
        ours.compare(students.missing, students.double, 5)


def test_functions_and_objects_come_back_as_they_were(standin: tuple[StandInModule, GivenModule]) -> None:
    students, ours = standin
    twice, scale, double = ours.scale(2), ours.scale, students.double
    table = {"first": twice, "second": scale, "third": double}
    assert ours.pop(table) is twice
    assert table == {"second": scale, "third": double}
    assert table["second"](3).factor == 3
    both = ours.pop({"first": [scale, twice, twice]})
    assert both == [scale, twice, twice]


def test_data_is_read_without_a_worker_and_cannot_be_changed(standin: tuple[StandInModule, GivenModule]) -> None:
    students, ours = standin
    assert ours.SIZES == (2, 3)
    with pytest.raises(ValueError, match="read-only"):
        ours.IMAGE[0] = 1
    assert isinstance(ours.Scale, GivenFunction)
    assert students.sitting.worker is None


@pytest.mark.parametrize("name", ["NAMES", "np"])
def test_what_could_change_or_is_no_data_is_refused(standin: tuple[StandInModule, GivenModule], name: str) -> None:
    with pytest.raises(ImportError, match=rf"{name} of .*given\.py is neither .* give it by a function"):
        getattr(standin[1], name)


def test_what_is_not_given_is_not_there(standin: tuple[StandInModule, GivenModule]) -> None:
    assert not hasattr(standin[1], "missing")


def test_no_exercise_has_the_name(root: Path, course: Course) -> None:
    write(root, {"exercises/01_demo/03_given/given.py": GIVEN})
    with pytest.raises(ContentError, match="no exercise can be named given"):
        course.assignment("01_demo")


def begin(worker: WorkerLine, do: str, source: str, given: bytes) -> list[str]:
    """Has a worker load a source as a file or as a notebook, and returns what it says of its errors."""
    if do == "load":
        reply = ask(worker, do="load", name="work", source=source.encode(), given=given)
        return [reply["error"]["message"]] if "error" in reply else []
    message = {"do": "run", "name": "work", "cells": [source], "seconds": 5.0, "given": given}
    reply = worker.request(message, 20, lambda number: number, wire.refuse)
    return [note["message"] for note in reply["value"]]


@pytest.mark.parametrize("do", ["load", "run"])
def test_a_worker_has_it_beside_the_students_code(worker: WorkerLine, do: str) -> None:
    assert begin(worker, do, "from given import x\nx += 1\ndef read(): return x", b"x = 1") == []
    assert call(worker, "read")["value"] == 2


@pytest.mark.parametrize("do", ["load", "run"])
def test_it_runs_only_where_it_is_asked_for(worker: WorkerLine, do: str) -> None:
    given = b"import not_installed"
    assert begin(worker, do, "def late():\n    import given", given) == []
    assert call(worker, "late")["error"]["kind"] == "ModuleNotFoundError"


@pytest.mark.parametrize("do", ["load", "run"])
def test_its_error_is_told_where_the_student_imports_it(worker: WorkerLine, do: str) -> None:
    (message,) = begin(worker, do, "import given", b"import not_installed")
    assert "No module named 'not_installed'" in message


@pytest.mark.parametrize(
    ("given", "kind"), [("raise ValueError('no')", "ValueError"), ("raise SystemExit", "SystemExit")]
)
def test_its_error_is_the_students_where_a_check_asks_for_it(
    root: Path, course: Course, tmp_path: Path, given: str, kind: str
) -> None:
    """The worker goes on: other checks pass."""
    asks = CHECKS.replace("IMAGE, ", "").replace("SIZES, ", "")
    asks = asks[: asks.index("    twice =")] + "    scale(2)\n"
    plain = '\n\n@pytest.mark.points(3)\ndef test_plain():\n    """Twice."""\n    assert_same(double(2), 4)\n'
    files = {
        "exercises/01_demo/given.py": f"{GIVEN}\n\n{given}\n",
        "exercises/01_demo/01_double/test_double.py": asks.format(name="", mark=""),
        "reference/01_demo/01_double/test_double_hidden.py": marked(asks, 7) + plain,
    }
    write(root, files)
    result = graded(course, tmp_path, ("double",), double_dot_py=b"def double(x):\n    return 2 * x\n")["double"]
    assert [check.outcome for check in result.checks] == [Outcome.ERROR, Outcome.ERROR, Outcome.PASSED]
    assert kind in result.checks[0].message


@pytest.fixture
def handed_out(course: Course, tmp_path: Path) -> Path:
    """The student zip, unpacked and solved."""
    assignment = course.assignment("01_demo")
    files = student.members(assignment, course.template)
    write(tmp_path / "out", {place: data.decode() for place, data in files.items()})
    for exercise in assignment.exercises:
        (tmp_path / "out" / exercise.id / exercise.filename).write_bytes(exercise.answer.read_bytes())
    return tmp_path / "out"


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-B", "-m", *arguments], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("folder", "arguments"), [(".", ()), (".", ("01_double",)), ("02_treble", ()), ("01_double", ("test_double.py",))]
)
def test_pytest_finds_it_in_the_students_folder(handed_out: Path, folder: str, arguments: tuple[str, ...]) -> None:
    pytest_there = ("pytest", "-q", "-p", "no:cacheprovider", *arguments)
    done = run_in(handed_out / folder, *pytest_there)
    assert done.returncode == 0, done.stdout
    for name, stub in (("01_double/double.py", STUB), ("02_treble/treble.py", TREBLE)):
        (handed_out / name).write_text(stub, encoding="utf-8")
    done = run_in(handed_out / folder, *pytest_there)
    assert (done.returncode, "NotImplementedError" in done.stdout) == (1, True), done.stdout


def test_it_can_be_a_command_of_the_students(handed_out: Path) -> None:
    assert run_in(handed_out, "given", "21").stdout == "42\n"


def test_a_notebook_in_the_students_folder_finds_it(handed_out: Path) -> None:
    cells = ["%load_ext notebook_checks", ANSWER, TREBLED, "%check double", "%check treble"]
    (handed_out / "mine.ipynb").write_bytes(book(list(map(code, cells))))
    execute(handed_out / "mine.ipynb")
    shown = json.loads((handed_out / "mine.ipynb").read_text())["cells"][3:]
    texts = ["".join(cell["outputs"][0]["data"]["text/plain"]) for cell in shown]
    assert [text.splitlines()[0] for text in texts] == ["double: 1 of 1 checks passed", "treble: 1 of 1 checks passed"]


def test_a_notebook_has_it_in_one_cell_near_the_top_and_takes_it_for_no_answer(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    notebook.write(course.assignment("01_demo"), course.template, path)
    content = json.loads(path.read_text())
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert [GIVEN in "".join(cell["source"]) for cell in cells] == [False, True, *[False] * 4]
    results = graded(course, tmp_path, all_dot_ipynb=path.read_bytes())
    assert {result.score for result in results.values()} == {0}
    cells[2]["source"], cells[4]["source"] = ANSWER, TREBLED
    path.write_text(json.dumps(content))
    execute(path)
    shown = [cell["outputs"][0]["data"] for cell in json.loads(path.read_text())["cells"] if cell.get("outputs")]
    assert ["".join(data["text/plain"]).split(" checks")[0] for data in shown] == ["double: 1 of 1", "treble: 1 of 1"]
    results = graded(course, tmp_path, all_dot_ipynb=path.read_bytes())
    assert {result.score for result in results.values()} == {10}


def test_a_bundle_with_the_engine_has_it_in_the_course(course: Course) -> None:
    files = gradescope.members(course.assignment("01_demo", ["treble"]), course.template, "visible")
    assert files["exercises/01_demo/given.py"] == GIVEN.encode()


def test_a_repository_has_it_where_students_work(course: Course) -> None:
    files = github.members(course.assignment("01_demo"), course.template)
    assert files["given.py"] == GIVEN.encode()


def test_a_digest_changes_with_what_is_given(course: Course) -> None:
    exercises = course.assignment("01_demo").exercises
    before = {digest.of_checks(exercise, course.template) for exercise in exercises}
    path = exercises[0].public.parent / "given.py"
    path.write_text(path.read_text() + "\n# changed\n")
    after = {digest.of_checks(exercise, course.template) for exercise in exercises}
    path.unlink()
    without = {digest.of_checks(exercise, course.template) for exercise in exercises}
    assert len(before | after | without) == 6


def test_otter_gives_all_points_with_what_is_given(course: Course, tmp_path: Path) -> None:
    assignment = course.assignment("01_demo")
    files = otter.members(assignment, course.template)
    handed_in = json.loads(files["student/01_demo.ipynb"])
    for cell in handed_in["cells"]:
        for stub, answer in ((STUB, ANSWER), (TREBLE, TREBLED)):
            if "".join(cell["source"]).strip() == stub.strip():
                cell["source"] = answer
    (tmp_path / "handed_in.ipynb").write_text(json.dumps(handed_in), encoding="utf-8")
    (tmp_path / "autograder.zip").write_bytes(files["autograder.zip"])
    program = Path(sys.executable).with_name("otter")
    command = [program, "run", "handed_in.ipynb", "-a", "autograder.zip", "--no-logo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    tests = json.loads((tmp_path / "results.json").read_text())["tests"]
    assert {test["name"]: test.get("score") for test in tests if test["name"].endswith("_hidden")} == {
        "double_hidden": 10,
        "treble_hidden": 10,
    }
