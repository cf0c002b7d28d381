"""Proves that no right answer is refused: in other types and layouts, by many seeds, checks in any order."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.content.catalog import Course
from autograder.content.source import imported, parse, read_text
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, Exercise, ExerciseResult, Outcome
from autograder.proving import wrapper
from autograder.results.report import watch

SEEDS = 50
# A library that an exercise does not need is imported anew for each submission, which takes seconds.
SEEDS_WITH_OTHER_LIBRARIES = 2


@dataclass
class Strain:
    """How many judgements of one exercise's right answers were made, and which of them were refused."""

    judged: int = 0
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.refused or self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Returns its part of the exercise's object in the JSON."""
        return {"strain": {"judged": self.judged, "refused": self.refused}}

    def cells(self) -> dict[str, str]:
        """Returns its cells of the exercise's row."""
        return {"accepted under strain": f"{self.judged - len(self.refused)} of {self.judged}"}

    def lines(self) -> list[str]:
        """Returns what was refused."""
        return [f"refused under strain: {what}" for what in self.refused]


def prove(course: Course, assignment: Assignment, conditions: Conditions, *, jobs: int) -> dict[str, Strain]:
    """Returns what became of each exercise's right answers, by its id."""
    exercises = assignment.exercises
    strains = {exercise.id: Strain() for exercise in exercises}
    tasks = [task for exercise in exercises for task in [*_in_other_types(exercise), *_by_many_seeds(exercise)]]
    backwards = [replace(exercise, checks=exercise.checks[::-1]) for exercise in exercises]
    terms = replace(conditions, diagnose=False)
    for group, wanted, what in [
        (exercises, tasks, "straining"),
        (
            tuple(backwards),
            [task for exercise in exercises for task in _once(exercise, "checks backwards")],
            "reversing",
        ),
    ]:
        with Panel(group, course.template, terms, jobs=jobs) as panel:
            for (id, name), verdict in watch(panel.judge(wanted), len(wanted), f"{what} {assignment.id}"):
                note(strains[id], name, verdict[id])
    for strain in strains.values():
        strain.refused.sort()
    return strains


def note(strain: Strain, name: str, result: ExerciseResult) -> None:
    """Notes which checks refused a right answer."""
    strain.judged += 1
    if lost := [check.name for check in result.checks if check.outcome is not Outcome.PASSED]:
        strain.refused.append(f"{name}: {', '.join(lost)}")


def _right(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yields the name and the source of each right answer."""
    yield "answer", read_text(exercise.answer)
    for route in exercise.routes:
        yield route.stem, read_text(route)


def _once(exercise: Exercise, how: str) -> Iterator[Task]:
    for name, source in _right(exercise):
        yield Task((exercise.id, f"{name}, {how}"), {exercise.id: source.encode()})


def _in_other_types(exercise: Exercise) -> Iterator[Task]:
    """Yields the right answers under every strain; a function that gives back a model takes and gives no arrays."""
    if exercise.needs:
        return
    functions = [node.name for node in parse(exercise.stub).body if isinstance(node, ast.FunctionDef)]
    wrapping = f"_wrapper = {{}}\nexec({inspect.getsource(wrapper)!r}, _wrapper)\n"
    for name, source in _right(exercise):
        for strain in (*wrapper.INTO, *wrapper.OUT):
            text = f"{source}\n{wrapping}_wrapper['strain'](globals(), {functions}, {strain!r})\n"
            yield Task((exercise.id, f"{name}, {strain}"), {exercise.id: text.encode()})


def _by_many_seeds(exercise: Exercise) -> Iterator[Task]:
    known = sys.stdlib_module_names | {"numpy", *exercise.needs}
    for name, source in _right(exercise):
        count = SEEDS if imported(source) <= known else SEEDS_WITH_OTHER_LIBRARIES
        for seed in range(count):
            yield Task((exercise.id, f"{name}, seed {seed}"), {exercise.id: source.encode()}, seed)
