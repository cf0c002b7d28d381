"""What is given to students lies beside their code in every world, and a check gets what its own exercise gives."""

import json
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.bundles import gradescope, notebook, otter, student
from autograder.bundles.cells import code, given
from autograder.bundles.cells import notebook as book
from autograder.content import digest
from autograder.content.catalog import Course
from autograder.content.given import neighbours
from autograder.grade import grade
from autograder.isolation import wire
from autograder.isolation.client import WorkerLine
from autograder.isolation.workers import NurseryLine
from autograder.judging.given import GivenFunction, GivenModule
from autograder.judging.standin import Handle, Sitting, StandInModule
from autograder.model import ContentError, ExerciseResult, Outcome, Submission
from autograder.proving.promises import prove
from autograder.results.journal import Journal
from tests.conftest import CONDITIONS, METADATA, TEMPLATE
from tests.workers import ask, call

GIVEN = '''"""What double starts from."""

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
    """Makes an object that is no plain data."""
    return Scale(factor)


def compare(function, other, x):
    return function(x) == other(x)


def fail():
    raise ValueError("given")


def _times(x, factor):
    return x * factor
'''
OTHER = '''"""What treble starts from."""

import json  # stands for a library that only this exercise needs


def shifted(x):
    return _shift(x)


def _shift(x):
    return x + 1
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
    """A course of two exercises, each with something given."""
    readme = (root / "exercises/01_demo/01_double/README.md").read_text()
    files = {
        "exercises/01_demo/01_double/given.py": GIVEN,
        "exercises/01_demo/01_double/double.py": STUB,
        "exercises/01_demo/01_double/test_double.py": CHECKS.format(name="", mark=""),
        "reference/01_demo/01_double/double.py": ANSWER,
        "reference/01_demo/01_double/test_double_hidden.py": marked(CHECKS, 7) + LATE,
        "reference/01_demo/01_double/exercise.toml": METADATA.replace("test_doubles_arrays", "test_hidden_doubles"),
        "reference/01_demo/01_double/routes/sum.py": ROUTE.format(name="double", factor=2),
        "exercises/01_demo/02_treble/given.py": OTHER,
        "exercises/01_demo/02_treble/README.md": readme,
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
    exercise = course.exercise("01_demo", "01_double")
    path = root / "exercises/01_demo/01_double/given.py"
    assert exercise.given == path
    assert [found.parent.name for found in neighbours(exercise)] == ["02_treble"]
    path.unlink()
    assert exercise.given is None
    path.symlink_to(exercise.answer)
    assert exercise.given is None


def test_all_promises_hold_of_exercises_with_something_given(course: Course) -> None:
    """Each check file gets its own, in one judge; examples too may use what is given."""
    found = prove(course, course.assignment("01_demo"), CONDITIONS, jobs=1)
    assert [promises for promises in found.values() if not promises.ok] == []
    assert [promises.routes for promises in found.values()] == [1, 1]


@pytest.mark.parametrize("exercises", [(), ("double",), ("treble",)])
def test_a_notebook_of_all_exercises_has_all_that_is_given(
    course: Course, tmp_path: Path, exercises: tuple[str, ...]
) -> None:
    """No cell of another exercise fails: that would be told."""
    cells = [cell for exercise in course.assignment("01_demo").exercises for cell in given(exercise)]
    answers = ["from given import shifted, scale", ANSWER, TREBLE, TREBLED]
    data = book([*cells, *map(code, answers)])
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
    students = StandInModule("standin_of_double")
    students.sitting = Sitting(exercise, ANSWER.encode() + b"\nnothing = None\ndef same(f):\n    return f\n", line)
    yield students, GivenModule(exercise, students)
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
    (function,) = students.same([ours.scale])
    assert function(4).factor == 4
    with pytest.raises(NameError, match="there is no function missing in the file"):
        ours.compare(students.missing, students.double, 5)


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
    assert not hasattr(standin[1], "shifted")


def test_one_name_for_two_things_is_refused(root: Path, course: Course) -> None:
    path = root / "exercises/01_demo/02_treble/given.py"
    same = GIVEN[GIVEN.index("def scale") : GIVEN.index("def compare")]
    path.write_text(OTHER + "\n\n" + same, encoding="utf-8")
    assert len(course.assignment("01_demo").exercises) == 2
    path.write_text(OTHER + "\nSIZES = 5\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"02_treble/given\.py:13: SIZES is something else in 01_double/given"):
        course.assignment("01_demo")


def test_no_exercise_has_the_name(root: Path, course: Course) -> None:
    write(root, {"exercises/01_demo/03_given/given.py": OTHER})
    with pytest.raises(ContentError, match="no exercise can be named given"):
        course.assignment("01_demo")


def run_cells(worker: WorkerLine, cells: list[str], given: list[bytes]) -> list[dict[str, Any]]:
    """Returns what a worker says of the cells of a notebook."""
    message = {"do": "run", "name": "work", "cells": cells, "seconds": 5.0, "given": given}
    notes: list[dict[str, Any]] = worker.request(message, 20, lambda number: number, wire.refuse)["value"]
    return notes


@pytest.mark.parametrize("do", ["load", "run"])
def test_a_worker_has_it_before_the_students_code(worker: WorkerLine, do: str) -> None:
    source = "from given import x\nx += 1\ndef read(): return x"
    if do == "load":
        ask(worker, do="load", name="work", given=[b"x = 1"], source=source.encode())
    else:
        assert run_cells(worker, [source], [b"x = 1"]) == []
    assert call(worker, "read")["value"] == 2


def test_only_what_is_asked_for_runs_of_other_exercises(worker: WorkerLine) -> None:
    others = [b"import not_installed\n\ndef f(): pass", b"own = 2\n\ndef g(): return _h()\n\ndef _h(): return 3"]
    cells = ["from given import g", "from given import own", "def read(): return own, g()", "from given import k"]
    (note,) = run_cells(worker, cells, [b"own = 1", *others])
    assert (note["line"], "cannot import name 'k'" in note["message"]) == (4, True)
    assert call(worker, "read")["value"] == (1, 3)


@pytest.fixture
def handed_out(course: Course, tmp_path: Path) -> Path:
    """The student zip, unpacked and solved."""
    assignment = course.assignment("01_demo")
    files = student.members(assignment, course.template)
    write(tmp_path / "out", {place: data.decode() for place, data in files.items()})
    for exercise in assignment.exercises:
        (tmp_path / "out" / exercise.id / exercise.filename).write_bytes(exercise.answer.read_bytes())
    return tmp_path / "out"


@pytest.mark.parametrize("arguments", [(), ("01_double",), ("02_treble/test_treble.py", "01_double")])
def test_in_one_run_of_pytest_each_exercise_has_its_own(handed_out: Path, arguments: tuple[str, ...]) -> None:
    call = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(call, cwd=handed_out, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_notebook_in_the_students_folder_finds_it(handed_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(handed_out)
    monkeypatch.syspath_prepend(str(TEMPLATE))
    for name in ("given", "notebook_checks"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    import notebook_checks

    shell = types.SimpleNamespace(register_magic_function=lambda *arguments: None)
    notebook_checks.load_ipython_extension(shell)
    names: dict[str, object] = {}
    exec(ANSWER + TREBLED, names)
    assert notebook_checks.run("double", notebook_checks.find("double"), names).passed == 1
    exec("from given import shifted; y = shifted(2)", names)
    assert names["y"] == 3
    with pytest.raises(ImportError, match="cannot import name 'nothing'"):
        exec("from given import nothing", names)
    for name in ("given", "notebook_checks", "checking", "double"):
        sys.modules.pop(name, None)


def test_a_notebook_has_it_above_the_stub_and_takes_it_for_no_answer(course: Course, tmp_path: Path) -> None:
    notebook.write(course.assignment("01_demo"), course.template, tmp_path / "x.ipynb")
    cells = [cell for cell in json.loads((tmp_path / "x.ipynb").read_text())["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    assert [source.split(" ", 2)[:2] for source in sources[1::3]] == [["#", "autograder:"]] * 2
    assert GIVEN in sources[1]
    names: dict[str, object] = {}
    before = sys.modules.pop("given", None)
    try:
        for source in (sources[1], sources[4], ANSWER, TREBLED, "y = double(4), treble(4)"):
            exec(source, names)
    finally:
        sys.modules.pop("given", None)
        if before:
            sys.modules["given"] = before
    assert names["y"] == (8, 12)
    results = graded(course, tmp_path, all_dot_ipynb=(tmp_path / "x.ipynb").read_bytes())
    assert {result.score for result in results.values()} == {0}


def test_a_bundle_with_the_engine_has_it_in_the_course(course: Course) -> None:
    files = gradescope.members(course.assignment("01_demo"), course.template, "visible")
    assert files["exercises/01_demo/02_treble/given.py"] == OTHER.encode()


def test_a_digest_changes_with_what_is_given(course: Course) -> None:
    exercise = course.exercise("01_demo", "01_double")
    found = {digest.of_checks(exercise, course.template)}
    for path in (exercise.public / "given.py", exercise.public.parent / "02_treble" / "given.py"):
        path.write_text(path.read_text() + "\n# changed\n")
        found.add(digest.of_checks(exercise, course.template))
    moved = replace(exercise, public=exercise.public.with_name("02_treble"))
    assert len(found) == 3
    assert neighbours(moved) != neighbours(exercise)


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
