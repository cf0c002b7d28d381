"""The first lines of both halves of a new exercise: what is still to be written stands in them."""

from __future__ import annotations

import keyword
from importlib.util import find_spec
from pathlib import Path

from autograder.content.catalog import EXERCISE_ID, Course
from autograder.model import UsageError

PUBLIC = {
    "README.md": """\
# {title}

*Difficulty: 1 of 5 · about 15 minutes · NumPy*

## Idea

## Maths

## Hints

<details><summary>Hint 1</summary>

</details>

<details><summary>Hint 2</summary>

</details>

<details><summary>Hint 3</summary>

</details>
""",
    "{name}.py": '''\
"""{title}: what is it about, in one line?"""


def {name}(x: float) -> float:
    """Says in one sentence what the function computes.

    Args:
        x: float, what it is.

    Returns:
        What comes back.

    Example:
        >>> {name}(1.0)
        1.0
    """
    raise NotImplementedError("{name} is yours to write")
''',
    "test_{name}.py": '''\
"""Public checks of {name}: run them with `pytest` in this folder."""

from checking import assert_same
from {name} import {name}


def test_first_idea():
    """The sentence that says what is right."""
    assert_same({name}(1.0), 1.0)
''',
}

PRIVATE = {
    "{name}.py": """\
def {name}(x: float) -> float:
    raise NotImplementedError
""",
    "test_{name}_hidden.py": '''\
"""Hidden checks of {name}."""

import pytest
from checking import assert_same
from {name} import {name}


@pytest.mark.points(10)
def test_idea():
    """The one sentence that a student may be told."""
    assert_same({name}(2.0), 2.0)
''',
    "exercise.toml": """\
# needs = ["tensorflow", "keras"]    # what the exercise needs on top of numpy
#
# [limits]                           # see Limits in autograder/model.py
# check_seconds = 5
#
# [[misconception]]
# id = "name-of-the-wrong-idea"
# tells = "What is wrong, and what is right."
# replace = "a text that occurs once in the answer"
# with = "the same text with the wrong idea in it"
# caught_by = "test_idea"
#
# [[equivalent]]                     # a survivor of `autograder prove --mutants` that keeps the contract
# replace = "a text that occurs once in the answer"
# with = "the text of the mutant"
# reason = "Why no check may notice it."
""",
}


def make_exercise(course: Course, assignment: str, id: str) -> list[Path]:
    """Writes both halves of a new exercise and returns the files; never overwrites one."""
    if not EXERCISE_ID.fullmatch(id):
        raise UsageError(f"{id!r} is no exercise name: two digits and lower-case words, such as 01_first_idea")
    name = id.split("_", 1)[1]
    if keyword.iskeyword(name) or find_spec(name) is not None:
        raise UsageError(f"{id!r} would hide Python's own {name!r}: choose another name")
    if assignment not in course.assignment_ids():
        raise UsageError(
            f"there is no assignment {assignment!r}: there are {', '.join(course.assignment_ids()) or 'none'}; "
            f"for a new one, write its lesson first, as README.md in a folder below {course.public}"
        )
    words = {"name": name, "title": name.replace("_", " ").capitalize()}
    texts = {
        half / assignment / id / filename.format(**words): text.format(**words)
        for half, files in ((course.public, PUBLIC), (course.private, PRIVATE))
        for filename, text in files.items()
    }
    for path in texts:
        if path.exists():
            raise UsageError(f"{path} exists: choose another number or name")
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from None
    return list(texts)
