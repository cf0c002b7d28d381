"""The trusted process: one warm pytest session whose run loop is fed with submissions.

The checks are ordinary pytest functions. They are collected once; for each submission the stand-ins are pointed
at its worker and every check is run.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.isolation.client import NurseryLine
from autograder.judging import feedback
from autograder.judging.diagnosis import Diagnosis, Transcript
from autograder.judging.memory import Memory, user_cache
from autograder.judging.standin import Sitting, StandInModule
from autograder.model import Check, CheckResult, Exercise, ExerciseResult, Misconception, Outcome

Job = dict[str, bytes]
Verdict = dict[str, ExerciseResult]


@dataclass(frozen=True)
class Bench:
    """What a judge works with: the exercises, where their checks' helper lies, and the nurseries by need."""

    exercises: tuple[Exercise, ...]
    template: Path
    nurseries: Mapping[tuple[str, ...], str]
    diagnose: bool = True


def run(bench: Bench, connection: Connection) -> None:
    """Judges jobs from a connection until it closes: first says what is wrong with the checks, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started us decides
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(bench.template))
    # The plugins that happen to be installed are no part of a mark.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    judge = Judge(bench, connection)
    pytest.main([*OPTIONS, f"--rootdir={bench.template}", *map(str, judge.files)], plugins=[judge])
    if not judge.opened:
        connection.send(judge.problem or "the checks cannot be collected")


OPTIONS = ["--noconftest", "--import-mode=importlib", "--capture=no", "-c", os.devnull]
OPTIONS += [f"-pno:{plugin}" for plugin in ("cacheprovider", "terminal", "warnings", "doctest", "junitxml")]


@dataclass(frozen=True)
class Trial:
    """What came of one check, before it is known which idea was wrong."""

    check: Check
    outcome: Outcome
    words: str
    printed: str
    transcript: Transcript
    seconds: float

    def result(self, found: Misconception | None) -> CheckResult:
        """Returns the outcome with what the student is told."""
        passed = self.outcome is Outcome.PASSED
        printed = f"Your code printed:\n{self.printed}" if self.printed else ""
        silent = passed and not printed
        return CheckResult(
            name=self.check.name,
            public=self.check.public,
            outcome=self.outcome,
            points=self.check.points if passed else 0,
            max_points=self.check.points,
            message="" if silent else feedback.compose(self.check, found.tells if found else "", self.words, printed),
            misconception=found.id if found else None,
            seconds=round(self.seconds, 4),
        )


class Judge:
    """The pytest plugin that runs every check on every submission."""

    def __init__(self, bench: Bench, connection: Connection) -> None:
        self.bench = bench
        self.connection = connection
        self.modules = {exercise.id: StandInModule.install(exercise) for exercise in bench.exercises}
        self.files = {
            path: exercise for exercise in bench.exercises for path in (exercise.public_checks, exercise.hidden_checks)
        }
        self.items: dict[tuple[str, str], pytest.Item] = {}
        self.lines: dict[tuple[str, ...], NurseryLine] = {}
        self.diagnosis = Diagnosis(self.replay, Memory(bench.template, user_cache()))
        self.error: BaseException | None = None
        self.opened = False
        self.problem = ""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "points(n): what a hidden check is worth")

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Draws the same for a check each time, so that a misconception can be replayed on what a student saw."""
        return np.random.default_rng(zlib.crc32(request.node.name.encode()))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = self.problem or f"{report.nodeid} cannot be collected: {report.longreprtext}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.problem:
            return True
        self.items = {(self.files[item.path].id, item.name): item for item in session.items}
        self.opened = True
        self.connection.send(None)
        while True:
            try:
                job: Job = self.connection.recv()
            except EOFError:
                return True
            self.connection.send(self.judge(job))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the error and makes an empty report: pytest's own costs more than the check."""
        if call.excinfo is not None:
            self.error = self.error or call.excinfo.value
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def judge(self, job: Job) -> Verdict:
        """Returns the results of one submission by exercise id."""
        return {
            exercise.id: self.judge_exercise(exercise, job[exercise.id])
            for exercise in self.bench.exercises
            if exercise.id in job
        }

    def judge_exercise(self, exercise: Exercise, source: bytes) -> ExerciseResult:
        """Runs every check of an exercise, the public ones first: what they print is shown, and must know no more."""
        sitting = Sitting(exercise, source, self.nursery(exercise))
        try:
            trials = [self.try_check(sitting, check) for check in exercise.checks]
        finally:
            sitting.close()
        failed = {trial.check: trial.transcript for trial in trials if trial.outcome is Outcome.FAILED}
        found = self.diagnosis.names(exercise, failed) if self.bench.diagnose else {}
        return ExerciseResult(tuple(trial.result(found.get(trial.check.name)) for trial in trials))

    def try_check(self, sitting: Sitting, check: Check) -> Trial:
        """Runs one check on a sitting and notes what came of it."""
        started = time.perf_counter()
        error = self.run_check(sitting, check)
        seconds = time.perf_counter() - started
        outcome = classify(sitting, error)
        words = ""
        if sitting.lost:
            words = f"Your code {sitting.lost.reason}."
        elif outcome is Outcome.FAILED and error:
            words = feedback.of_failure(check, error)
        elif outcome is Outcome.ERROR and sitting.raised:
            words = feedback.of_error(check, sitting.raised, sitting.lines, sitting.text)
        elif outcome is Outcome.NOT_JUDGED:
            traceback.print_exception(error)  # for the instructor, whose check it is
            words = f"The check itself went wrong ({type(error).__name__}): this is not your fault."
        return Trial(check, outcome, words, sitting.printed if check.public else "", sitting.transcript, seconds)

    def run_check(self, sitting: Sitting, check: Check) -> BaseException | None:
        """Runs a check on a sitting and returns what it raised."""
        sitting.begin_check()
        self.modules[sitting.exercise.id].sitting = sitting
        self.error = None
        runtestprotocol(self.items[sitting.exercise.id, check.name], log=False)
        sitting.end_check()
        return self.error

    def replay(
        self, exercise: Exercise, misconception: Misconception, checks: Sequence[Check]
    ) -> dict[str, Transcript]:
        """Returns what a misconception answers to some checks, by their names."""
        sitting = Sitting(exercise, misconception.source.encode(), self.nursery(exercise))
        transcripts = {}
        try:
            for check in checks:
                self.run_check(sitting, check)
                transcripts[check.name] = sitting.transcript
        finally:
            sitting.close()
        return transcripts

    def nursery(self, exercise: Exercise) -> NurseryLine:
        """Returns the line to the nursery that has imported what the exercise needs."""
        if exercise.needs not in self.lines:
            self.lines[exercise.needs] = NurseryLine(self.bench.nurseries[exercise.needs])
        return self.lines[exercise.needs]


def classify(sitting: Sitting, error: BaseException | None) -> Outcome:
    """Says whose doing it is that a check ended as it did."""
    if sitting.lost is not None:
        return Outcome.TIMEOUT if sitting.lost.timeout else Outcome.CRASHED
    if error is None:
        return Outcome.PASSED
    if isinstance(error, AssertionError | pytest.fail.Exception):
        return Outcome.ERROR if error is sitting.raised else Outcome.FAILED
    cause: BaseException | None = error
    while cause is not None:
        if cause is sitting.raised:
            return Outcome.ERROR
        cause = cause.__cause__ or cause.__context__
    return Outcome.NOT_JUDGED
