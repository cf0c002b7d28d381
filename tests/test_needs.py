"""A worker comes from where the libraries that it needs are there already."""

from dataclasses import replace

import pytest

from autograder.content.catalog import Course
from autograder.judging.needs import needs_of
from autograder.judging.panel import Panel, Task
from autograder.model import Notebook, Outcome
from tests.conftest import ANSWER, CONDITIONS

HEAVY = "tensorflow", "keras"


@pytest.mark.parametrize(
    ("needs", "code", "expected"),
    [
        ((), "import numpy", ()),
        ((), "import keras", HEAVY),
        ((), "x = 1\n\ndef f():\n    from tensorflow import nn", HEAVY),
        ((), "import tensorflow.nn as nn", HEAVY),
        ((), "# as in tensorflow", ()),
        ((), "import keras_like", ()),
        (HEAVY, "x = 1", HEAVY),
    ],
)
def test_it_is_what_the_exercise_needs_or_the_source_imports(
    course: Course, needs: tuple[str, ...], code: str, expected: tuple[str, ...]
) -> None:
    exercise = replace(course.exercise("01_demo", "01_double"), needs=needs)
    for source in (code.encode(), Notebook((code,))):
        assert needs_of(exercise, source, [(), HEAVY]) == expected
        assert needs_of(exercise, source, [needs]) == needs


def test_a_submission_is_judged_where_nothing_else_of_it_needs_the_library(course: Course) -> None:
    """The nursery for it has been started by no other exercise."""
    for half in (course.public, course.private):
        for path in list((half / "01_demo" / "01_double").rglob("*.*")):
            place = str(path.relative_to(half)).replace("01_double", "02_other").replace("double", "other")
            (half / place).parent.mkdir(parents=True, exist_ok=True)
            (half / place).write_text(path.read_text().replace("from double", "from other"))
    exercise, other = course.assignment("01_demo").exercises
    exercises = exercise, replace(other, needs=("decimal",))
    with Panel(exercises, course.template, CONDITIONS, jobs=1) as panel:
        tasks = [Task(1, {exercise.id: f"import decimal\n{ANSWER}".encode()})]
        ((_, verdict),) = panel.judge(tasks)
    assert {check.outcome for check in verdict[exercise.id].checks} == {Outcome.PASSED}
