"""Proves what holds of every exercise: what is right gets all points, what is wrong does not, and nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.bundles import student
from autograder.content.catalog import Course
from autograder.judging.examples import failing_examples
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, Exercise, ExerciseResult, Outcome
from autograder.proving import halves
from autograder.results.report import watch


@dataclass
class Promises:
    """What holds of one exercise, and the sentences that say what does not."""

    answer: float = 0.0
    stub: float = 0.0
    misconceptions: int = 0
    missed: list[str] = field(default_factory=list)
    routes: int = 0
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.answer == 1 and self.stub == 0 and not (self.missed or self.refused or self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Returns its part of the exercise's object in the JSON."""
        return {
            "answer": self.answer,
            "stub": self.stub,
            "misconceptions": {
                "caught": self.misconceptions - len(self.missed),
                "of": self.misconceptions,
                "missed": self.missed,
            },
            "routes": {
                "accepted": self.routes - len(self.refused),
                "of": self.routes,
                "refused": self.refused,
            },
        }

    def cells(self) -> dict[str, str]:
        """Returns its cells of the exercise's row."""
        return {
            "answer": f"{self.answer:.0%}",
            "stub": f"{self.stub:.0%}",
            "misconceptions caught": f"{self.misconceptions - len(self.missed)} of {self.misconceptions}",
            "routes accepted": f"{self.routes - len(self.refused)} of {self.routes}",
        }

    def lines(self) -> list[str]:
        """Returns what is missed and refused."""
        missed = [f"misconception {id} is not caught" for id in self.missed]
        return missed + [f"route refused: {route}" for route in self.refused]


def prove(course: Course, assignment: Assignment, conditions: Conditions, *, jobs: int) -> dict[str, Promises]:
    """Returns what holds of each exercise, by its id."""
    found = {
        exercise.id: Promises(misconceptions=len(exercise.misconceptions), routes=len(exercise.routes))
        for exercise in assignment.exercises
    }
    with ThreadPoolExecutor(jobs) as pool:
        examples = {
            exercise.id: [
                pool.submit(failing_examples, path, assignment)
                for path in (exercise.stub, exercise.public / "README.md")
                if path.is_file()
            ]
            for exercise in assignment.exercises
        }
        zipped = student.members(assignment, course.template)
        for exercise in assignment.exercises:
            found[exercise.id].problems += [*halves.faults(exercise), *halves.leaks(exercise, zipped)]
        _judge(assignment, found, course.template, conditions, jobs)
        for id, futures in examples.items():
            found[id].problems += [problem for future in futures if (problem := future.result())]
    return found


def _tasks(exercise: Exercise) -> Iterator[Task]:
    """Yields what is judged, by kind and name: all checks, twice; of a misconception the one that it names."""
    whole = [("answer", "", exercise.answer), ("stub", "", exercise.stub)]
    whole += [("route", route.stem, route) for route in exercise.routes]
    for kind, name, path in whole:
        for _ in range(2):
            yield Task((exercise.id, kind, name), {exercise.id: path.read_bytes()})
    for idea in exercise.misconceptions:
        yield Task((exercise.id, "misconception", idea.id), {exercise.id: idea.source.encode()}, only=idea.caught_by)


def _judge(
    assignment: Assignment, found: dict[str, Promises], template: Path, conditions: Conditions, jobs: int
) -> None:
    """Judges every variant; what is judged twice must agree to the byte."""
    by_cost = sorted(assignment.exercises, key=lambda exercise: not exercise.needs)
    tasks = [task for exercise in by_cost for task in _tasks(exercise)]
    exercises = {exercise.id: exercise for exercise in assignment.exercises}
    first: dict[object, ExerciseResult] = {}
    with Panel(assignment.exercises, template, replace(conditions, diagnose=False), jobs=jobs) as panel:
        for key, verdict in watch(panel.judge(tasks), len(tasks), f"proving {assignment.id}"):
            id, kind, name = key
            result = verdict[id]
            if key not in first:
                first[key] = result
                _note(found[id], exercises[id], kind, name, result)
            else:
                for one, other in zip(first[key].checks, result.checks, strict=True):
                    if replace(one, seconds=0) != replace(other, seconds=0):
                        found[id].problems.append(f"two runs of {kind} {name} disagree on {one.name}: {one} {other}")


def _note(promises: Promises, exercise: Exercise, kind: str, name: str, result: ExerciseResult) -> None:
    """Writes down what the result of one variant proves."""
    share = result.score / result.max_score if result.max_score else 0.0
    outcomes = {check.name: check.outcome for check in result.checks}
    not_passed = [name for name, outcome in outcomes.items() if outcome is not Outcome.PASSED]
    if Outcome.NOT_JUDGED in outcomes.values():
        promises.problems.append(f"a check goes wrong on {kind} {name}: {', '.join(not_passed)}")
    match kind:
        case "answer":
            promises.answer = share
            promises.problems += [f"the answer does not pass {check}" for check in not_passed]
        case "stub":
            promises.stub = share
            promises.problems += [
                f"the stub passes {check}" for check, outcome in outcomes.items() if outcome is Outcome.PASSED
            ]
        case "misconception":
            caught_by = next(m.caught_by for m in exercise.misconceptions if m.id == name)
            if caught_by not in not_passed:
                promises.missed.append(name)
        case "route":
            if not_passed:
                promises.refused.append(f"{name}: {', '.join(not_passed)}")
