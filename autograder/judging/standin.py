"""What stands in a check for a student's function or object: forwards each use to a worker, by value."""

from __future__ import annotations

import builtins
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from types import ModuleType
from typing import Any, cast

import numpy as np

from autograder.isolation import wire
from autograder.isolation.client import BREACHES, FORGED, WorkerLine, WorkerLost
from autograder.isolation.workers import NurseryLine
from autograder.judging.diagnosis import Transcript, recorded
from autograder.judging.feedback import Text, Unfit
from autograder.model import Exercise, Notebook, Source


class StudentError(Exception):
    """An error of the student's code that is not a built-in exception."""


class NotLoaded(BaseException):
    """The student's file cannot be loaded; not an Exception, so that no check takes it for an answer."""


class Sitting:
    """One submission's turn at one exercise: its source, its worker, and what the worker answered.

    A worker is asked for when a check first needs one, and again after a check has lost it.
    """

    def __init__(self, exercise: Exercise, source: Source, nursery: NurseryLine) -> None:
        self.exercise = exercise
        self.source = source
        self.nursery = nursery
        self.worker: WorkerLine | None = None
        self.refused: BaseException | None = None
        self.refused_lines: list[int] = []
        # What the worker has said of the cells of a notebook, before it was asked anything else.
        self.said: Any = None
        self.begin_check()

    def begin_check(self) -> None:
        """Starts a new check: a full time allowance and nothing recorded."""
        self.seconds_left = self.exercise.limits.check_seconds
        self.lost: WorkerLost | None = None
        self.raised: BaseException | None = None
        self.lines: list[int] = []
        self.printed = ""
        if self.worker is not None:
            self.worker.received = 0
        self.begin_call()

    def begin_call(self) -> None:
        """Starts the check proper: what its fixtures asked for may come from an earlier check, and is not recorded."""
        self.frames: list[wire.Frame] = []
        self.fresh = True

    def end_check(self) -> None:
        """Collects what the student's code has printed during the check."""
        if self.worker is not None:
            self.printed += self.worker.take_output()

    @property
    def transcript(self) -> Transcript:
        """What the worker has answered since the check proper began; nothing where that no longer fits into frames."""
        try:
            return [recorded(frame) for frame in self.frames]
        except wire.WireError:
            return []

    @property
    def call(self) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        """The last request, where it was a call of a function with nothing but plain data."""
        if self.worker is None:
            return None
        try:
            request = wire.unpack(*wire.parts(self.worker.asked), wire.refuse)
        except wire.WireError:  # a handle
            return None
        match request:
            case {"target": None, "name": str(name), "args": tuple(args), "kwargs": dict(kwargs)}:
                return name, args, kwargs
        return None

    @property
    def text(self) -> Text:
        """The source as text, to quote from."""
        if isinstance(self.source, Notebook):
            return Text(self.source.text, self.source.place)
        return Text(self.source.decode(errors="replace"))

    def ask(self, **message: Any) -> Any:
        """Returns the value that the worker answers with, or raises what the student's code raised."""
        worker = self.worker or self._load()
        started = time.monotonic()
        try:
            first, self.fresh = {"first": self.fresh}, False
            reply = self._request(worker, message | first, self.seconds_left, self.exercise.limits.check_seconds)
        finally:
            self.seconds_left -= time.monotonic() - started
            if not self.lost:
                self.frames.append(worker.frame)
        match reply:
            case {"value": value, "arguments": (args, dict() as kwargs)} if "args" in message:
                give_back(message["args"], args)
                for name, changed in kwargs.items():
                    give_back(message["kwargs"].get(name), changed)
            case {"value": value}:
                pass
        return value

    def close(self) -> None:
        """Ends the worker."""
        if self.worker is not None:
            self.end_check()
            self.worker.close()
            self.worker = None

    def _load(self) -> WorkerLine:
        # A file that cannot be loaded will not be the second time either.
        if self.refused is not None:
            self.lines = self.refused_lines
            raise NotLoaded from self.blame(self.refused)
        limits = self.exercise.limits
        allowed = asdict(limits)
        seconds = allowed.pop("load_seconds")
        del allowed["check_seconds"]
        allowed["cpu_seconds"] += seconds
        self.worker = worker = WorkerLine(self.nursery, allowed)
        message: dict[str, Any] = {"do": "load", "name": self.exercise.name, "source": self.source}
        if isinstance(self.source, Notebook):
            message = {"do": "run", "name": self.exercise.name, "cells": list(self.source.cells), "seconds": seconds}
        if self.exercise.given:
            message["given"] = self.exercise.given.read_bytes()
        try:
            said = self._request(worker, message, seconds, seconds)["value"]
        except (Exception, WorkerLost) as error:
            self.close()
            if not (isinstance(error, WorkerLost) and error.killed):
                self.refused, self.refused_lines = error, self.lines
            raise NotLoaded from error
        # A worker that takes the place of a lost one has nothing new to say.
        self.said = said if self.said is None else self.said
        return worker

    def _request(self, worker: WorkerLine, message: dict[str, Any], seconds: float, limit: float) -> dict[str, Any]:
        """Returns a reply that holds a value, or raises what the student's code raised."""
        # What we pass is known to the worker by its key, and is the same when it comes back.
        named: dict[wire.Key, object] = {}

        def keep(value: object) -> wire.Key:
            key = key_of(value)
            named[key] = value
            return key

        def fetch(key: wire.Key) -> object:
            return named[key] if key in named else self.hold(key)

        try:
            reply = worker.request(message, seconds, fetch, keep)
            match reply:
                case {"value": _}:
                    return reply
                case {"error": {"breach": str(breach)}} if breach in BREACHES:
                    raise WorkerLost(worker.say(breach))
                case {
                    "error": {
                        "kind": str(kind),
                        "name": str(name),
                        "message": str(text),
                        "lines": list(lines),
                    }
                }:
                    self.lines = [line for line in lines if type(line) is int]
                    raise self.blame(as_exception(kind, name, text))
                case {"unfit": str(what)}:
                    self.lines = []
                    raise self.blame(Unfit(what))
            raise WorkerLost(FORGED)
        except WorkerLost as lost:
            if lost.timeout:
                lost.reason = f"took longer than {limit:g} seconds"
            self.close()
            self.blame(lost)
            raise

    def hold(self, number: wire.Key) -> Handle:
        """Returns what stands for an object of the worker; it has names for functions only with us."""
        if isinstance(number, str):
            raise wire.WireError("a name where a number is expected")
        return Handle(self, number)

    def blame(self, error: BaseException) -> BaseException:
        """Remembers that this error is the student's and not the check's, and returns it."""
        if isinstance(error, WorkerLost):
            self.lost = error
        else:
            self.raised = error
        return error


def as_exception(kind: str, name: str, message: str) -> Exception:
    """Returns the built-in exception of that kind, or a StudentError that names the student's own class."""
    builtin = getattr(builtins, kind, None)
    if isinstance(builtin, type) and issubclass(builtin, Exception):
        # Some cannot be made of a message alone, such as UnicodeDecodeError: then the class above it.
        for candidate in builtin.__mro__[: builtin.__mro__.index(Exception)]:
            with suppress(TypeError):
                return cast(Exception, candidate(message))
    return StudentError(f"{name}: {message}" if message else name)


class Handle:
    """An object that stays in the worker: a model, a tensor, a dataset."""

    def __init__(self, sitting: Sitting, number: int) -> None:
        self._sitting = sitting
        self._number = number

    def __repr__(self) -> str:
        return "<an object of the submission>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._sitting.ask(do="call", target=self, name=None, args=args, kwargs=kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._sitting.ask(do="get", target=self, name=name)

    def _method(self, name: str, *args: Any, gives: type = object) -> Any:
        value = self._sitting.ask(do="call", target=self, name=name, args=args, kwargs={})
        if not isinstance(value, gives):
            raise self._sitting.blame(TypeError(f"{name} of an object that was returned is not what Python expects"))
        return value

    def __len__(self) -> Any:
        return self._method("__len__", gives=int)

    def __getitem__(self, key: Any) -> Any:
        return self._method("__getitem__", key)

    def __iter__(self) -> Any:
        return self._method("__iter__", gives=Handle)

    def __next__(self) -> Any:
        return self._method("__next__")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        array = self._method("__array__", gives=np.ndarray)
        return array if dtype is None else array.astype(dtype)


class Function:
    """Stands in for a function of the student's file."""

    def __init__(self, module: StandInModule, name: str) -> None:
        self._module = module
        self.__name__ = name
        # By what the worker knows it where it is passed as an argument.
        self._key = name

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._module.sitting.ask(do="call", target=None, name=self.__name__, args=args, kwargs=kwargs)


class StandInModule(ModuleType):
    """Stands in for the student's file: every name in it is a function of the current sitting."""

    sitting: Sitting

    @classmethod
    def install(cls, exercise: Exercise) -> StandInModule:
        """Makes `from <exercise> import f` give stand-ins from now on."""
        sys.modules[exercise.name] = module = cls(exercise.name)
        return module

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)


def key_of(value: object) -> wire.Key:
    """Returns the number under which the worker keeps a handle's object, or the name of a function."""
    if isinstance(value, Handle):
        return value._number
    if isinstance(value, Function):
        return value._key
    return wire.refuse(value)


def give_back(original: Any, changed: Any) -> None:
    """Repeats on our arguments what the student's function did to its copies of them."""
    match original, changed:
        case np.ndarray(), np.ndarray():
            if changed.shape == original.shape and changed.dtype == original.dtype and original.flags.writeable:
                original[...] = changed
        case tuple(), tuple():
            for mine, theirs in zip(original, changed, strict=False):
                give_back(mine, theirs)
        case list(), list():
            original[:] = changed
        case dict(), dict():
            original.clear()
            original.update(changed)
