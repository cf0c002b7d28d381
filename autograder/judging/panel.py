"""Several judges side by side: jobs in, verdicts out as they are ready."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.isolation.folder import sweep
from autograder.isolation.workers import NurseryProcess
from autograder.judging.judge import Bench, Conditions, Job, Verdict, run
from autograder.judging.needs import needs_of
from autograder.model import AutograderError, Exercise, ExerciseResult

MAX_TRIES = 2
# Judges run side by side: the threads of a linear algebra library would only wait for each other.
JUDGES = {"OPENBLAS_NUM_THREADS": "1"}
# Python would look for its own modules in the current folder first, which may be the submission.
SAFE = {"PYTHONSAFEPATH": "1"}


@dataclass
class Task:
    """A job under the key by which its verdict will be known; it may have a seed of its own, or be for one check."""

    key: Any
    job: Job
    seed: int | None = None
    only: str | None = None
    tries: int = 0


@dataclass
class Seat:
    """One judge, and the task that it has before it."""

    process: SpawnProcess
    connection: Connection
    task: Task | None = None
    ready: bool = False


class Panel:
    """Judges and the nurseries that they share, alive as long as the `with` block."""

    def __init__(self, exercises: tuple[Exercise, ...], template: Path, conditions: Conditions, *, jobs: int) -> None:
        self.exercises = {exercise.id: exercise for exercise in exercises}
        self.nurseries = {
            needs: NurseryProcess(("numpy", *needs), conditions.sandbox, fork=conditions.fork)
            for needs in {exercise.needs for exercise in exercises}
        }
        addresses = {needs: nursery.address for needs, nursery in self.nurseries.items()}
        self.bench = Bench(exercises, template, conditions, addresses)
        self.size = jobs
        self.seats: list[Seat] = []

    def __enter__(self) -> Panel:
        sweep()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with ExitStack() as stack:
            for nursery in self.nurseries.values():
                stack.callback(nursery.close)
            for seat in self.seats:
                if error is not None:  # such as Ctrl-C: nobody waits for the submission that it is at
                    seat.process.terminate()
                stack.callback(self._dismiss, seat)

    def judge(self, tasks: Iterable[Task]) -> Iterator[tuple[Any, Verdict]]:
        """Yields each task's key with its verdict, in the order in which they are ready."""
        waiting = iter(tasks)
        again: list[Task] = []
        self.seats = [self._seat() for _ in range(self.size)]
        while self.seats:
            by_connection = {seat.connection: seat for seat in self.seats}
            for connection in wait(list(by_connection)):
                seat = by_connection[connection]  # type: ignore[index]  # wait() returns what it was given
                try:
                    message = seat.connection.recv()
                except (EOFError, ConnectionResetError):
                    message = None
                    self._dismiss(seat)
                    if not seat.ready:
                        raise AutograderError("a judge could not start: run `autograder prove`") from None
                    # Whatever killed the judge, the submission before it gets a second chance and no zero.
                    if seat.task and seat.task.tries < MAX_TRIES:
                        again.append(seat.task)
                    elif seat.task:
                        yield seat.task.key, self._lost(seat.task)
                    self.seats.append(self._seat())
                    continue
                if not seat.ready and message is not None:
                    raise AutograderError(message)
                if seat.task:
                    yield seat.task.key, message
                seat.ready = True
                seat.task = again.pop() if again else next(waiting, None)
                if seat.task is None:
                    self._dismiss(seat)
                else:
                    self._give(seat, seat.task)

    def _give(self, seat: Seat, task: Task) -> None:
        for id, source in task.job.items():
            try:
                self.nurseries[needs_of(self.exercises[id], source, self.nurseries)].start()
            except RuntimeError as error:
                raise AutograderError(f"no workers can be made for {id}: {error}") from None
        task.tries += 1
        with suppress(BrokenPipeError):  # a judge that has just died is noticed when its connection is read
            seat.connection.send((task.job, task.seed, task.only))

    def _seat(self) -> Seat:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run, args=(self.bench, theirs), daemon=True)
        with environment(JUDGES | os.environ | SAFE):
            # Ctrl-C reaches a judge too, which would say where in its imports it was; the one that started us decides.
            resource_tracker.ensure_running()  # which it would be otherwise, with signals let through again
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            process.start()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return Seat(process, ours)

    def _dismiss(self, seat: Seat) -> None:
        seat.connection.close()
        seat.process.join()
        if seat in self.seats:
            self.seats.remove(seat)

    def _lost(self, task: Task) -> Verdict:
        return {id: ExerciseResult.lost(self.exercises[id]) for id in task.job}


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Has processes that are started in the block find these variables, and changes nothing for others."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def check_needs(exercises: Iterable[Exercise]) -> None:
    """Refuses exercises whose libraries are not installed here."""
    for exercise in exercises:
        for need in exercise.needs:
            if find_spec(need) is None:
                raise AutograderError(
                    f"{exercise.id} needs {need}, which is not installed: "
                    "run `pip install 'dl-autograder[tf-cpu]'`, or name the other exercises with --exercise"
                )
