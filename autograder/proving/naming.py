"""Proves that a wrong idea is named rightly or not at all: each misconception is planted, alone and beside another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Any

from autograder.content import digest
from autograder.content.catalog import Course
from autograder.content.source import read_text
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task
from autograder.model import Assignment, Exercise, ExerciseResult, Outcome
from autograder.results.report import watch

# So many of the pairs of an exercise are tried: there are thousands.
PAIRS = 40


@dataclass
class Naming:
    """Which of one exercise's planted misconceptions are named, and with which others the rest are confused."""

    planted: int = 0
    named: int = 0
    unnamed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    pairs: int = 0
    # Those that answer every check as another does, so that no check can tell them apart.
    collisions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.wrong or self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Returns its part of the exercise's object in the JSON."""
        names = ("planted", "named", "unnamed", "wrong", "pairs", "collisions")
        return {"diagnosis": {name: getattr(self, name) for name in names}}

    def cells(self) -> dict[str, str]:
        """Returns its cells of the exercise's row."""
        return {"named": f"{self.named} of {self.planted}", "wrongly": f"{len(self.wrong)}"}

    def lines(self) -> list[str]:
        """Returns the wrong names, and the confusions."""
        return [
            *(f"named wrongly: {name}" for name in self.wrong),
            *(f"not told apart: {pair}" for pair in self.collisions),
        ]


def prove(course: Course, assignment: Assignment, conditions: Conditions, *, jobs: int) -> dict[str, Naming]:
    """Returns how each exercise's misconceptions are named, by its id."""
    tasks = [
        Task((exercise.id, planted), {exercise.id: source.encode()})
        for exercise in assignment.exercises
        for planted, source in [*_singles(exercise), *_pairs(exercise)]
    ]
    results: dict[tuple[str, tuple[str, ...]], ExerciseResult] = {}
    with Panel(assignment.exercises, course.template, replace(conditions, diagnose=True), jobs=jobs) as panel:
        for (id, planted), verdict in watch(panel.judge(tasks), len(tasks), f"diagnosing {assignment.id}"):
            results[id, planted] = verdict[id]
    found = {exercise.id: Naming() for exercise in assignment.exercises}
    for id, planted in sorted(results):
        note(found[id], planted, results[id, planted])
    return found


def note(naming: Naming, planted: tuple[str, ...], result: ExerciseResult) -> None:
    """Notes which names the checks gave to what was planted, and which checks went wrong on it."""
    gone = [check.name for check in result.checks if check.outcome is Outcome.NOT_JUDGED]
    if gone:
        naming.problems.append(f"a check goes wrong on {' with '.join(planted)}: {', '.join(gone)}")
    answered = [set(check.alike) for check in result.checks if check.alike]
    # What answers every check alike is the same arithmetic: any of its names is right.
    same = set.intersection(*answered) if answered else set()
    names = {check.misconception for check in result.checks if check.misconception}
    naming.wrong += [f"{' with '.join(planted)} as {name}" for name in sorted(names - same - {*planted})]
    if len(planted) > 1:
        naming.pairs += 1
        return
    naming.planted += 1
    if names & {*planted}:
        naming.named += 1
        return
    naming.unnamed += planted
    naming.collisions += [f"{planted[0]} and {other}" for other in sorted(same - {*planted})]


def _singles(exercise: Exercise) -> Iterator[tuple[tuple[str, ...], str]]:
    for misconception in exercise.misconceptions:
        yield (misconception.id,), misconception.source


def _pairs(exercise: Exercise) -> Sequence[tuple[tuple[str, ...], str]]:
    """Returns two misconceptions at once that change different lines of the answer; the choice is always the same."""
    pairs = sorted(
        combinations(exercise.misconceptions, 2), key=lambda pair: digest.of(exercise.id, pair[0].id, pair[1].id)
    )
    answer = read_text(exercise.answer)
    both = (((one.id, other.id), merge(answer, one.source, other.source)) for one, other in pairs)
    return [(ids, source) for ids, source in both if source][:PAIRS]


def merge(base: str, one: str, other: str) -> str | None:
    """Returns a text with the changes of two others, or None where these lie on one line or on neighbouring lines."""
    lines = base.splitlines(keepends=True)
    changes = []
    for text in (one, other):
        theirs = text.splitlines(keepends=True)
        matcher = SequenceMatcher(None, lines, theirs, autojunk=False)
        changes += [(i, j, theirs[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    changes.sort(key=lambda change: change[:2])
    if any(before[1] >= after[0] for before, after in pairwise(changes)):
        return None
    for i, j, new in reversed(changes):
        lines[i:j] = new
    return "".join(lines)
