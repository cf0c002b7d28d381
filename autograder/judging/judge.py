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
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.isolation.sandbox import Sandbox
from autograder.isolation.workers import NoWorker, NurseryLine
from autograder.judging import feedback
from autograder.judging.diagnosis import Diagnosis, Transcript
from autograder.judging.given import GivenModule
from autograder.judging.memory import Memory, user_cache
from autograder.judging.needs import needs_of
from autograder.judging.standin import Sitting, StandInModule
from autograder.model import Check, CheckResult, Exercise, ExerciseResult, Misconception, Outcome, Source
from autograder.results.text import final

Job = dict[str, Source]
Verdict = dict[str, ExerciseResult]

# What misconceptions answer is remembered from run to run, so a diagnosis always draws the same inputs.
DIAGNOSIS_SEED = 0
# How a check ends to which the student's code has given an answer.
WRONG = (Outcome.FAILED, Outcome.ERROR)


@dataclass(frozen=True)
class Conditions:
    """What is the same all through a run: the seed of hidden inputs, the sandbox, and how workers are made.

    Who only wants to know whether all checks pass need not have those run that come after the first that does not.
    """

    seed: int
    sandbox: Sandbox
    fork: bool = True
    diagnose: bool = True
    first_failure_only: bool = False


@dataclass(frozen=True)
class Bench:
    """What a judge works with: the exercises, where their checks' helper lies, and where workers come from."""

    exercises: tuple[Exercise, ...]
    template: Path
    conditions: Conditions
    # The addresses of the nurseries, by what their workers have imported.
    nurseries: Mapping[tuple[str, ...], str]


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
UNUSED = "cacheprovider terminal warnings doctest junitxml logging unraisableexception threadexception faulthandler"
OPTIONS += [f"-pno:{plugin}" for plugin in UNUSED.split()]


@dataclass(frozen=True)
class Trial:
    """What came of one check, before it is known which idea was wrong."""

    check: Check
    outcome: Outcome
    words: str
    call: str
    printed: str
    transcript: Transcript
    drew: bool
    seconds: float

    def result(self, alike: Sequence[Misconception]) -> CheckResult:
        """Returns the outcome with what the student is told: a wrong idea only where no other answers alike."""
        found = alike[0] if len(alike) == 1 else None
        passed = self.outcome is Outcome.PASSED
        printed = f"Your code printed:\n{self.printed}" if self.printed else ""
        silent = passed and not printed
        tells = found.tells if found else ""
        return CheckResult(
            name=self.check.name,
            public=self.check.public,
            outcome=self.outcome,
            points=self.check.points if passed else 0,
            max_points=self.check.points,
            message="" if silent else feedback.compose(self.check, tells, self.words, self.call, printed),
            misconception=found.id if found else None,
            alike=tuple(misconception.id for misconception in alike),
            seconds=round(self.seconds, 4),
        )


class Judge:
    """The pytest plugin that runs every check on every submission."""

    def __init__(self, bench: Bench, connection: Connection) -> None:
        self.bench = bench
        self.connection = connection
        self.modules = {exercise.id: StandInModule.install(exercise) for exercise in bench.exercises}
        # The exercises are of one assignment, to which the same is given.
        self.given = GivenModule.install(bench.exercises[0])
        self.files = {
            path: exercise for exercise in bench.exercises for path in (exercise.public_checks, exercise.hidden_checks)
        }
        self.items: dict[tuple[str, str], pytest.Item] = {}
        self.lines: dict[tuple[str, ...], NurseryLine] = {}
        self.diagnosis = Diagnosis(self.replay, Memory(bench.template, user_cache()))
        self.seed = bench.conditions.seed
        self.drew = False
        self.error: BaseException | None = None
        self.opened = False
        self.problem = ""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "points(n): what a hidden check is worth")

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Draws the same for a check all through a run, whichever judge has it and whatever ran before."""
        self.drew = True
        return np.random.default_rng([self.seed, zlib.crc32(request.node.name.encode())])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = self.problem or f"{report.nodeid} cannot be collected: {report.longreprtext}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.problem:
            return True
        self.items = {(self.files[item.path].id, item.name): item for item in session.items}
        self.opened = True
        try:
            self.connection.send(None)
            while True:
                self.connection.send(self.judge(*self.connection.recv()))
        except (EOFError, ConnectionError):  # who asks wants no more, or is gone
            return True
        except NoWorker as error:  # who asks finds this judge gone, and gives the job to another
            print(f"autograder: {error}", file=sys.stderr)
            return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self.modules[self.files[item.path].id].sitting.begin_call()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the error and makes an empty report: pytest's own costs more than the check."""
        if call.excinfo is not None:
            self.error = self.error or call.excinfo.value
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def judge(self, job: Job, seed: int | None = None, only: str | None = None) -> Verdict:
        """Returns the results of one submission by exercise id, of all checks or of one only."""
        self.seed = self.bench.conditions.seed if seed is None else seed
        return {
            exercise.id: self.judge_exercise(exercise, job[exercise.id], only)
            for exercise in self.bench.exercises
            if exercise.id in job
        }

    def judge_exercise(self, exercise: Exercise, source: Source, only: str | None) -> ExerciseResult:
        """Runs the checks of an exercise, the public ones first: what they print is shown, and must know no more."""
        checks = [check for check in exercise.checks if only in (None, check.name)]
        sitting = Sitting(exercise, source, self.nursery(exercise, source))
        trials: list[Trial] = []
        try:
            with closing(self.run_checks(sitting, checks)) as running:
                for ran in running:
                    trials.append(self.note(sitting, *ran))
                    if self.bench.conditions.first_failure_only and trials[-1].outcome is not Outcome.PASSED:
                        break
        finally:
            sitting.close()
        alike = self.diagnose(exercise, source, trials) if self.bench.conditions.diagnose else {}
        result = ExerciseResult(tuple(trial.result(alike.get(trial.check.name, ())) for trial in trials))
        return result.noting(feedback.of_cells(sitting.said, sitting.text))

    def note(self, sitting: Sitting, check: Check, error: BaseException | None, seconds: float) -> Trial:
        """Notes what came of a check that has just run."""
        outcome = classify(sitting, error)
        words = ""
        if sitting.lost:
            words = f"Your code {sitting.lost.reason}."
        elif outcome is Outcome.FAILED and error:
            words = feedback.of_failure(check, error)
        elif outcome is Outcome.ERROR and sitting.raised:
            words = feedback.of_error(check, sitting.raised, sitting.lines, sitting.text)
        elif outcome is Outcome.NOT_JUDGED and error:
            traceback.print_exception(error)  # for the instructor, whose check it is
            words = feedback.of_check(error)
        printed = final(sitting.printed) if check.public else ""
        wrong = outcome in WRONG
        call = feedback.of_call(check, sitting.call) if wrong else ""
        transcript = sitting.transcript if wrong else []
        return Trial(check, outcome, words, call, printed, transcript, self.drew, seconds)

    def run_checks(
        self, sitting: Sitting, checks: Sequence[Check]
    ) -> Generator[tuple[Check, BaseException | None, float], None, None]:
        """Runs checks on a sitting and yields, while it still holds what came of the check, what was raised."""
        self.modules[sitting.exercise.id].sitting = self.given.sitting = sitting
        items = [self.items[sitting.exercise.id, check.name] for check in checks]
        for check, item, following in zip(checks, items, [*items[1:], None], strict=False):
            # A worker that was killed may be nobody's fault: only the second time it is the student's.
            for _ in range(2):
                sitting.begin_check()
                self.error, self.drew = None, False
                started = time.perf_counter()
                runtestprotocol(item, log=False, nextitem=following)
                if isinstance(self.error, NoWorker):
                    raise self.error
                if sitting.lost or sitting.raised:
                    # A fixture of the module may hold an object of a worker that is gone, or the error of this check.
                    item.session._setupstate.teardown_exact(None)
                sitting.end_check()
                if not (sitting.lost and sitting.lost.killed):
                    break
            try:
                yield check, self.error, time.perf_counter() - started
            except GeneratorExit:
                # Nobody wants the checks that follow; what fixtures of the module hold is this submission's.
                item.session._setupstate.teardown_exact(None)
                raise

    def diagnose(self, exercise: Exercise, source: Source, trials: Sequence[Trial]) -> dict[str, list[Misconception]]:
        """Returns the wrong ideas that answer as the student did, by the names of the checks."""
        failed = [trial for trial in trials if trial.outcome in WRONG]
        if any(trial.outcome not in (*WRONG, Outcome.PASSED) for trial in trials):
            return {}  # what a lost check would have answered is unknown
        # With other inputs, a check that was passed might not have been.
        passed = [trial.check for trial in trials if trial.outcome is Outcome.PASSED and not trial.drew]
        transcripts = {trial.check: trial.transcript for trial in failed if not trial.drew}
        drawn = {trial.check.name: trial.check for trial in failed if trial.drew}
        if drawn:
            again = self.replay(exercise, source, list(drawn.values()))
            transcripts |= {drawn[name]: transcript for name, transcript in again.items()}
        return self.diagnosis.alike(exercise, transcripts, passed)

    def replay(self, exercise: Exercise, source: Source, checks: Sequence[Check]) -> dict[str, Transcript]:
        """Returns what a source answers to the checks that it fails, by their names, on the inputs of a diagnosis."""
        sitting = Sitting(exercise, source, self.nursery(exercise, source))
        before, self.seed = self.seed, DIAGNOSIS_SEED
        try:
            return {check.name: sitting.transcript for check, error, _ in self.run_checks(sitting, checks) if error}
        finally:
            self.seed = before
            sitting.close()

    def nursery(self, exercise: Exercise, source: Source) -> NurseryLine:
        """Returns the line to the nursery whose workers have imported what is needed."""
        needs = needs_of(exercise, source, self.bench.nurseries)
        if needs not in self.lines:
            self.lines[needs] = NurseryLine(self.bench.nurseries[needs])
        return self.lines[needs]


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
