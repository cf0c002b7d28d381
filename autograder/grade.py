"""Grades submissions: reads each one, has it judged, and yields the results as they are ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.content import submission
from autograder.content.submission import Handin
from autograder.judging.panel import Panel, Task, check_needs
from autograder.model import Assignment, ExerciseResult, Result, Submission, SubmissionError


def grade(assignment: Assignment, submissions: list[Submission], template: Path, *, jobs: int) -> Iterator[Result]:
    """Yields a result for each submission; what cannot be read is a result with its reason and no points."""
    check_needs(assignment.exercises)
    handins: dict[str, Handin] = {}
    unreadable: list[Result] = []

    def tasks() -> Iterator[Task]:
        for handed_in in submissions:
            try:
                handins[handed_in.name] = handin = submission.read(handed_in, assignment.exercises)
            except SubmissionError as error:
                unreadable.append(_refused(assignment, handed_in, str(error)))
            else:
                yield Task(handed_in.name, handin.sources)

    with Panel(assignment.exercises, template, jobs=min(jobs, len(submissions))) as panel:
        for name, verdict in panel.judge(tasks()):
            yield from _take(unreadable)
            handin = handins.pop(name)
            exercises = {
                exercise.name: verdict.get(exercise.id)
                or ExerciseResult.not_judged(exercise, handin.missing[exercise.id])
                for exercise in assignment.exercises
            }
            yield Result(name, assignment.id, exercises)
    yield from _take(unreadable)


def _refused(assignment: Assignment, handed_in: Submission, reason: str) -> Result:
    exercises = {
        exercise.name: ExerciseResult.not_judged(exercise, f"Not judged. {handed_in.name}: {reason}.")
        for exercise in assignment.exercises
    }
    return Result(handed_in.name, assignment.id, exercises, reason)


def _take(results: list[Result]) -> Iterator[Result]:
    while results:
        yield results.pop(0)
