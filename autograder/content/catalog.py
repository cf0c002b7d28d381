"""Finds the assignments and exercises in the two halves of a course: a new exercise is one name in two folders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from autograder.content.checks import read_checks
from autograder.content.effort import read_effort
from autograder.content.metadata import read_metadata
from autograder.content.source import parse, read_text
from autograder.content.suggest import did_you_mean
from autograder.model import Assignment, ContentError, Exercise, UsageError

EXERCISE_ID = re.compile(r"[0-9]{2}_[a-z][a-z0-9_]*")


class Course:
    """A folder with `exercises` (public half), `reference` (private half) and `student_template`."""

    def __init__(self, root: Path) -> None:
        self.public = root / "exercises"
        self.private = root / "reference"
        self.template = root / "student_template"
        for folder in (self.public, self.private, self.template):
            if not folder.is_dir():
                raise UsageError(f"{root} is no course: it has no folder {folder.name}")

    def assignment_ids(self) -> list[str]:
        """Returns the names of the assignments in order."""
        return sorted(path.name for path in _folders(self.public))

    def exercise_ids(self, assignment: str) -> list[str]:
        """Returns the exercises of an assignment in order, those with one half only included."""
        halves = [half / assignment for half in (self.public, self.private)]
        return sorted({path.name for half in halves for path in _folders(half) if EXERCISE_ID.fullmatch(path.name)})

    def landmarks(self, assignment: str) -> set[str]:
        """Returns the names by which a student's folder is known: the assignment's, and those of all its exercises."""
        names = {assignment, f"{assignment}.ipynb"}
        for id in self.exercise_ids(assignment):
            name = id.split("_", 1)[1]
            names |= {id, name, f"{name}.py", f"{name}.ipynb"}
        return names

    def only_assignment(self, how: str) -> str:
        """Returns the name of the assignment where there is no other; `how` tells where to name one."""
        ids = self.assignment_ids()
        if len(ids) != 1:
            raise UsageError(f"which assignment? Name one {how}: {', '.join(ids)}")
        return ids[0]

    def expect_assignment(self, id: str) -> None:
        """Refuses the name of an assignment that is none."""
        if id not in self.assignment_ids():
            raise UsageError(f"there is no assignment {id!r}{did_you_mean(id, self.assignment_ids())}")

    def assignment(self, id: str, exercises: Iterable[str] = ()) -> Assignment:
        """Reads an assignment, or the named exercises of it."""
        kept = self.chosen(id, exercises)
        lesson = self.public / id
        return Assignment(id, _heading(lesson), lesson, tuple(self.exercise(id, kept_id) for kept_id in kept))

    def chosen(self, id: str, exercises: Iterable[str] = ()) -> list[str]:
        """Returns the exercises of an assignment that are named, with their number or without, or all."""
        self.expect_assignment(id)
        ids = self.exercise_ids(id)
        by_name: dict[str, str] = {}
        for exercise_id in ids:
            other = by_name.setdefault(exercise_id.split("_", 1)[1], exercise_id)
            if other != exercise_id:
                problem = f"has the name of {other}: rename it, since results are kept by name"
                raise ContentError(self.public / id / exercise_id, None, problem)
        chosen = []
        for wanted in exercises:
            exercise_id = by_name.get(wanted, wanted)
            if exercise_id not in ids:
                suggestion = did_you_mean(wanted, [*by_name, *ids])
                raise UsageError(f"there is no exercise {wanted!r} in {id}{suggestion}")
            chosen.append(exercise_id)
        return [exercise_id for exercise_id in ids if exercise_id in chosen] if chosen else ids

    def exercise(self, assignment: str, id: str) -> Exercise:
        """Reads both halves of one exercise.

        Raises:
            ContentError: If a file is missing or wrong.
        """
        name = id.split("_", 1)[1]
        public, private = self.public / assignment / id, self.private / assignment / id
        if name == "given":
            raise ContentError(public, None, "no exercise can be named given: given.py is what students are given")
        stub = parse(public / f"{name}.py")
        title = (ast.get_docstring(stub) or "").split("\n")[0]
        if not title:
            raise ContentError(public / f"{name}.py", 1, "no docstring: its first line is the title of the exercise")
        checks = read_checks(public / f"test_{name}.py", public=True)
        hidden = read_checks(private / f"test_{name}_hidden.py", public=False)
        known = [check.name for check in checks]
        for check in hidden:
            if check.name in known:
                problem = f"{check.name} is also the name of a public check: give it a name of its own"
                raise ContentError(private / f"test_{name}_hidden.py", None, problem)
        answer = private / f"{name}.py"
        metadata = read_metadata(private / "exercise.toml", answer, [check.name for check in hidden])
        return Exercise(
            id=id,
            title=title,
            public=public,
            private=private,
            checks=checks + hidden,
            limits=metadata.limits,
            needs=metadata.needs,
            misconceptions=metadata.misconceptions,
            equivalents=metadata.equivalents,
            effort=read_effort(public / "README.md"),
        )


def own_course() -> Path:
    """Returns the course that comes with the package: inside a wheel, or beside the engine in a checkout."""
    package = Path(__file__).parents[1]
    packed = package / "_course"
    return packed if packed.is_dir() else package.parent


def _folders(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    return [child for child in path.iterdir() if child.is_dir() and not child.name.startswith((".", "_"))]


def _heading(folder: Path) -> str:
    """Returns the first heading of a lesson."""
    lines = read_text(folder / "README.md").splitlines()
    return next((line.lstrip("# ") for line in lines if line.startswith("# ")), folder.name)
