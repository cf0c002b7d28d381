"""The examples of stubs and lessons are run with the answers, and one that has drifted is shown."""

from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.judging.examples import failing_examples


def test_examples_that_agree_say_nothing(course: Course) -> None:
    assignment = course.assignment("01_demo")
    assert failing_examples(assignment.exercises[0].stub, assignment) == ""
    assert failing_examples(assignment.public / "README.md", assignment) == ""


@pytest.mark.parametrize("place", ["01_double/double.py", "README.md"])
def test_an_example_that_has_drifted_is_shown_with_its_file(course: Course, place: str) -> None:
    assignment = course.assignment("01_demo")
    path = assignment.public / place
    text = path.read_text()
    path.write_text(
        text.replace(">>> double(2)\n        4", ">>> double(2)\n        5").replace("1 + 1\n2", "1 + 1\n3")
    )
    assert path.read_text() != text
    shown = failing_examples(path, assignment)
    assert str(path) in shown
    assert "Expected" in shown


def test_a_lesson_may_import_the_answers(course: Course, tmp_path: Path) -> None:
    lesson = tmp_path / "lesson.md"
    lesson.write_text("```python\n>>> from double import double\n>>> double(4)\n8\n\n```\n")
    assert failing_examples(lesson, course.assignment("01_demo")) == ""
