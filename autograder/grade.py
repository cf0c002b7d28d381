"""Grades submissions: reads each, has judged what the journal does not know, and shows what came of it."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from autograder.content import digest, submission
from autograder.content.catalog import Course
from autograder.isolation.sandbox import NO_LAYERS, Sandbox
from autograder.judging.judge import Conditions, Verdict
from autograder.judging.panel import Panel, Task, check_needs
from autograder.model import (
    Assignment,
    AutograderError,
    ExerciseResult,
    Interrupted,
    Result,
    Submission,
    SubmissionError,
)
from autograder.results import report
from autograder.results.formats import NO_FORMATS, Formats
from autograder.results.journal import Journal
from autograder.results.text import clean

# The keys of verdicts, by exercise id.
Keys = dict[str, str]


def grade_class(
    course: Course,
    assignment: Assignment,
    submissions: list[Submission],
    sandbox: Sandbox,
    *,
    out: Path | None = None,
    jobs: int,
    seed: int | None = None,
    regrade: bool = False,
    fork: bool = True,
    formats: Formats = NO_FORMATS,
) -> None:
    """Grades, writes results.jsonl and other formats, and prints the class, or the one submission in full."""
    formats.expect_room(submissions)
    table = report.ClassTable(assignment.exercises)
    last: Result | None = None
    results: list[Result] = []
    our_fault = interrupted = False
    with formats.around_output():
        with Journal(out and out / "journal.sqlite") as journal:
            conditions = Conditions(journal.seed(seed), sandbox, fork=fork)
            grading = grade(course, assignment, submissions, journal, conditions, jobs=jobs, regrade=regrade)
            try:
                with interruptible(), closing(grading):
                    for last in report.watch(grading, len(submissions), f"grading {assignment.id}", report.outcomes):
                        table.add(last)
                        our_fault |= last.is_our_fault
                        if formats.wanted:
                            results.append(last)
            except KeyboardInterrupt:
                interrupted = True
            if out:
                report.write_jsonl(out / "results.jsonl", journal.lines())
        table.show(conditions.seed, str(sandbox.layers))
        if last and len(submissions) == 1:
            report.show_feedback(last)
        if out:
            print(f"wrote {out / 'results.jsonl'}")
    formats.write(assignment, submissions, results)
    if interrupted:
        rest = "; the same command goes on" if out else ""
        raise Interrupted(f"interrupted: {len(table.rows)} of {len(submissions)} graded{rest}")
    if our_fault:
        raise AutograderError("some checks could not be judged, and that is not the students' fault: see above")


def grade(
    course: Course,
    assignment: Assignment,
    submissions: list[Submission],
    journal: Journal,
    conditions: Conditions,
    *,
    jobs: int,
    regrade: bool = False,
) -> Generator[Result, None, None]:
    """Yields a result for each submission; what cannot be read is a result with its reason and no points."""
    check_needs(assignment.exercises)
    run = Run(course, assignment, journal, conditions, regrade)
    tasks = run.tasks(submissions)
    first = next(tasks, None)
    yield from run.finished()
    if first is None:  # all is known, and judges would be started for nothing
        return
    with Panel(assignment.exercises, course.template, conditions, jobs=min(jobs, len(submissions))) as panel:
        for keys, verdict in panel.judge(chain([first], tasks)):
            run.take(keys, verdict)
            yield from run.finished()
    yield from run.finished()


@dataclass
class Pending:
    """A submission that was read: where its verdicts will be found, why it has no others, and what it waits for.

    `notes` say why this file was judged and not another.
    """

    name: str
    keys: Keys
    missing: dict[str, str]
    notes: dict[str, str] = field(default_factory=dict)
    problem: str | None = None
    awaits: set[str] = field(default_factory=set)


class Run:
    """What one run has asked for and what has come of it; sources and results pass through and are not kept."""

    def __init__(
        self, course: Course, assignment: Assignment, journal: Journal, conditions: Conditions, regrade: bool
    ) -> None:
        self.assignment = assignment
        self.order = [id.split("_", 1)[1] for id in course.exercise_ids(assignment.id)]
        self.journal = journal
        self.seed = conditions.seed
        self.sandboxed = conditions.sandbox.layers != NO_LAYERS
        self.regrade = regrade
        run = (digest.of_engine(), str(self.seed), str(self.sandboxed))
        self.digests = {
            exercise.id: digest.of(exercise.id, digest.of_exercise(exercise, course.template), *run)
            for exercise in assignment.exercises
        }
        self.asked: set[str] = set()
        self.judged: set[str] = set()
        self.lost: dict[str, ExerciseResult] = {}
        self.waiting: list[Pending] = []
        self.ready: deque[Pending] = deque()

    def tasks(self, submissions: Iterable[Submission]) -> Iterator[Task]:
        """Yields what must be judged: files that the journal does not know and that no earlier task holds."""
        for handed_in in submissions:
            try:
                handin = submission.read(handed_in, self.assignment.exercises)
            except SubmissionError as error:
                self.ready.append(self.refused(handed_in, str(error)))
                continue
            keys = {id: digest.of(self.digests[id], digest.of_source(source)) for id, source in handin.sources.items()}
            pending = Pending(handed_in.name, keys, handin.missing, handin.notes)
            pending.awaits = {key for key in keys.values() if not self.knows(key)}
            (self.waiting if pending.awaits else self.ready).append(pending)
            job = {id: source for id, source in handin.sources.items() if keys[id] in pending.awaits - self.asked}
            self.asked |= pending.awaits
            if job:
                yield Task(keys, job)

    def knows(self, key: str) -> bool:
        """Returns whether a verdict is there; in a run that grades again, only one of this run counts."""
        return key in self.judged or (not self.regrade and self.journal.verdict(key) is not None)

    def take(self, keys: Keys, verdict: Verdict) -> None:
        """Takes what a judge has found."""
        for id, result in verdict.items():
            self.judged.add(keys[id])
            if result.is_our_fault:  # not for the journal: the next run tries again
                self.lost[keys[id]] = result
            else:
                self.journal.keep_verdict(keys[id], result)
        for pending in self.waiting:
            pending.awaits -= self.judged
        self.ready += [pending for pending in self.waiting if not pending.awaits]
        self.waiting = [pending for pending in self.waiting if pending.awaits]

    def finished(self) -> Iterator[Result]:
        """Yields the results of which all is known, each once it is safe in the journal."""
        while self.ready:
            result = self.result(self.ready.popleft())
            with unbroken():
                self.journal.keep_result(self.whole(result))
                self.journal.commit()
                yield result
        self.journal.commit()

    def result(self, pending: Pending) -> Result:
        """Returns what this run found of a submission."""
        exercises = {}
        for exercise in self.assignment.exercises:
            if key := pending.keys.get(exercise.id):
                known = self.lost.get(key) or self.journal.verdict(key)
                assert known is not None
                exercises[exercise.name] = known.noting(clean(pending.notes.get(exercise.id, "")))
            else:
                exercises[exercise.name] = ExerciseResult.not_judged(exercise, pending.missing[exercise.id])
        return Result(pending.name, self.assignment.id, exercises, pending.problem, self.seed, self.sandboxed)

    def whole(self, result: Result) -> Result:
        """Returns a result with what was known before of the exercises that this run is not about."""
        before = self.journal.result(result.assignment, result.submission)
        known = {**(before.exercises if before else {}), **result.exercises}
        exercises = {name: known[name] for name in self.order if name in known}
        if before is None or exercises.keys() == result.exercises.keys():
            return result
        return replace(
            result,
            exercises=exercises,
            problem=result.problem if all(exercise.problem for exercise in exercises.values()) else None,
            seed=result.seed if result.seed == before.seed else None,
            sandboxed=result.sandboxed and before.sandboxed,
        )

    def refused(self, handed_in: Submission, reason: str) -> Pending:
        """Returns a submission that cannot be read: nothing of it can be judged."""
        missing = {exercise.id: f"Not judged. {handed_in.name}: {reason}." for exercise in self.assignment.exercises}
        return Pending(handed_in.name, {}, missing, problem=reason)


@contextmanager
def interruptible() -> Iterator[None]:
    """Has the signal by which systems end a program interrupt it like Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def unbroken() -> Iterator[None]:
    """Puts an interruption off to the end of the block: what is in the journal is then told too."""
    late: list[int] = []
    stops = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(stop, lambda number, _: late.append(number)) for stop in stops]
    try:
        yield
    finally:
        for stop, handler in zip(stops, before, strict=True):
            signal.signal(stop, handler)
        for number in late[:1]:
            signal.raise_signal(number)
