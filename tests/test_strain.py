"""Right answers are judged in other types, by many seeds, in another order; a check that refuses one is named."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.content.catalog import Course
from autograder.proving import strain, wrapper
from autograder.proving.strain import SEEDS, Strain
from tests.conftest import CONDITIONS

HIDDEN = "reference/01_demo/01_double/test_double_hidden.py"
ROUTES = 1
RIGHT = 1 + ROUTES
STRAINS = len(wrapper.INTO) + len(wrapper.OUT)
X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def strained(name: str, value: Any, *, out: bool = False) -> Any:
    """Returns what a function is given under a strain, or what comes out of it."""
    given = []

    def function(argument: Any) -> Any:
        given.append(argument)
        return argument

    namespace = {"function": function}
    wrapper.strain(namespace, ["function"], name)
    result = namespace["function"](value)
    return result if out else given[0]


@pytest.mark.parametrize("name", wrapper.INTO)
def test_what_goes_in_keeps_its_values(name: str) -> None:
    np.testing.assert_array_equal(strained(name, X), X)
    assert strained(name, (3, "same", None, True)) == (3, "same", None, True)
    np.testing.assert_array_equal(strained(name, [X / 2])[0], X / 2)


@pytest.mark.parametrize("name", wrapper.OUT)
def test_what_comes_out_keeps_its_values(name: str) -> None:
    np.testing.assert_array_equal(strained(name, X, out=True), X)
    np.testing.assert_array_equal(strained(name, X / 2, out=True), X / 2)
    assert strained(name, (3, 2.5), out=True) == (3, 2.5)
    assert strained(name, (True, "x", None), out=True) == (True, "x", None)


def test_each_strain_changes_what_it_says() -> None:
    assert strained("float32 in", X).dtype == "f4"
    assert strained("integers in", X).dtype == int
    assert strained("integers in", X / 2).dtype == float
    assert strained("Fortran order in", X).flags.f_contiguous
    assert strained("views with gaps in", X).strides == (48, 16)
    assert not strained("read-only in", X).flags.writeable
    assert strained("float32 out", X, out=True).dtype == "f4"
    assert strained("integers out", X, out=True).dtype == int
    assert strained("Fortran order out", X, out=True).flags.f_contiguous
    assert type(strained("lists out", X, out=True)) is list
    assert type(strained("NumPy scalars out", 3, out=True)) is np.int64
    assert strained("arrays without axes out", 3, out=True).shape == ()
    assert type(strained("Python numbers out", np.float64(3), out=True)) is float


def test_a_function_that_calls_itself_is_strained_once() -> None:
    namespace: dict[str, Any] = {}
    exec("def count(n):\n    assert type(n) is int\n    return 0 if n == 0 else count(n - 1) + 1", namespace)
    wrapper.strain(namespace, ["count"], "arrays without axes out")
    assert namespace["count"](3).shape == ()


def prove(root: Path) -> Strain:
    course = Course(root)
    return strain.prove(course, course.assignment("01_demo"), CONDITIONS, jobs=2)["01_double"]


def test_good_checks_accept_right_answers_under_every_strain(root: Path) -> None:
    found = prove(root)
    assert found == Strain(judged=RIGHT * (STRAINS + SEEDS + 1))
    assert found.ok


@pytest.mark.parametrize(
    ("added", "refused"),
    [
        ("assert type(double(2)) is int", r"NumPy scalars out|arrays without axes out"),
        ("assert double(np.array([1.25])).dtype == float", r"float32 in|float32 out|lists out"),
    ],
)
def test_a_check_that_refuses_a_right_answer_is_named(root: Path, added: str, refused: str) -> None:
    path = root / HIDDEN
    path.write_text(
        f'{path.read_text()}\n\n@pytest.mark.points(1)\ndef test_picky():\n    """It is picky."""\n    {added}\n'
    )
    found = prove(root)
    assert not found.ok
    assert all(re.fullmatch(f"(answer|sum), ({refused}): test_picky", line) for line in found.refused)
    assert len(found.refused) == RIGHT * len(refused.split("|"))
