"""Proves that the hidden checks notice every slip: no mutant of an answer gets all points but the equivalent ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from autograder.content import digest
from autograder.content.catalog import Course
from autograder.content.mutants import Mutant, canonical, make_mutants
from autograder.content.source import read_text
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, Exercise, ExerciseResult, Outcome
from autograder.results.report import watch


@dataclass
class Mutation:
    """What became of one exercise's mutants, and the sentences that say what is not as it should be."""

    made: int = 0
    killed: int = 0
    equivalent: int = 0
    survived: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.survived or self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Returns its part of the exercise's object in the JSON."""
        names = ("made", "killed", "equivalent", "survived")
        return {"mutants": {name: getattr(self, name) for name in names}}

    def cells(self) -> dict[str, str]:
        """Returns its cells of the exercise's row."""
        return {
            "mutants killed": f"{self.killed} of {self.made}",
            "equivalent": f"{self.equivalent}",
            "survived": f"{len(self.survived)}",
        }

    def lines(self) -> list[str]:
        """Returns the survivors."""
        return [f"a mutant survives: {mutant}" for mutant in self.survived]


def prove(
    course: Course, assignment: Assignment, conditions: Conditions, *, jobs: int, one_of: int = 1
) -> dict[str, Mutation]:
    """Returns what became of each exercise's mutants, by its id; about one in `one_of` is judged."""
    experiments = {exercise.id: Experiment(exercise, one_of) for exercise in assignment.exercises}
    tasks = [
        Task((id, i), {id: mutant.source.encode()})
        for id, experiment in experiments.items()
        for i, mutant in enumerate(experiment.mutants)
    ]
    exercises = tuple(experiment.exercise for experiment in experiments.values())
    terms = replace(conditions, diagnose=False, first_failure_only=True)
    results: dict[tuple[str, int], ExerciseResult] = {}
    with Panel(exercises, course.template, terms, jobs=jobs) as panel:
        for (id, i), verdict in watch(panel.judge(tasks), len(tasks), f"mutating {assignment.id}"):
            results[id, i] = verdict[id]
    for id, i in sorted(results):  # by the lines of the answer, whichever was judged first
        experiments[id].note(experiments[id].mutants[i], results[id, i])
    return {id: experiment.mutation for id, experiment in experiments.items()}


class Experiment:
    """The mutants of one exercise before its hidden checks."""

    def __init__(self, exercise: Exercise, one_of: int) -> None:
        hidden = tuple(check for check in exercise.checks if not check.public)
        self.exercise = replace(exercise, checks=hidden)
        made = make_mutants(read_text(exercise.answer))
        self.mutants = [mutant for mutant in made if _number(exercise, mutant) % one_of == 0]
        self.mutation = Mutation(made=len(self.mutants))
        # The numbers of the equivalents in exercise.toml, by their sources.
        self.equivalents: dict[str, int] = {}
        sources = {mutant.source for mutant in made}
        for number, equivalent in enumerate(exercise.equivalents, 1):
            source = canonical(equivalent.source)
            if source not in sources:
                self.refuse(number, "is no mutant that is made")
            elif self.equivalents.setdefault(source, number) != number:
                self.refuse(number, f"is number {self.equivalents[source]} once more")

    def note(self, mutant: Mutant, result: ExerciseResult) -> None:
        """Notes what the hidden checks said of a mutant: it lives if it got all points."""
        number = self.equivalents.get(mutant.source)
        last = result.checks[-1]
        if last.outcome is Outcome.NOT_JUDGED:
            self.mutation.problems.append(f"a check goes wrong on a mutant: {last.name}: {mutant}")
        elif last.outcome is not Outcome.PASSED:
            self.mutation.killed += 1
            if number:
                self.refuse(number, f"does not pass {last.name}")
        elif number:
            self.mutation.equivalent += 1
        else:
            self.mutation.survived.append(str(mutant))

    def refuse(self, number: int, words: str) -> None:
        """Names an equivalent that is none."""
        path = self.exercise.private / "exercise.toml"
        self.mutation.problems.append(f"{path}: equivalent number {number} {words}: delete it")


def _number(exercise: Exercise, mutant: Mutant) -> int:
    """Returns the number of a mutant, by which it is in a sample: it changes with the hidden checks only."""
    parts = (exercise.id, mutant.source, exercise.hidden_checks.read_bytes())
    return int(digest.of(*parts)[:8], 16)
