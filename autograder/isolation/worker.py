"""The process that runs a student's file: answers requests with plain values, and knows no check."""

from __future__ import annotations

import builtins
import errno
import importlib
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.random  # NumPy imports it when it is first used: here once, and not in each worker

from autograder.isolation import wire
from autograder.isolation.cells import run_cells

MAX_MESSAGE = 2000
SEED = 1
LIMIT_OF = {errno.EFBIG: "file_mb", errno.EMFILE: "open_files"}


def serve(connection: socket.socket) -> None:
    """Answers requests until the judge hangs up."""
    run_operations_directly()
    worker = Worker()
    stream = connection.makefile("rwb")
    while prefix := stream.read(wire.LENGTHS.size):
        header, blob = wire.lengths(prefix)
        request = wire.unpack(stream.read(header), stream.read(blob), worker.fetch)
        reply = worker.answer(request)
        for output in (sys.stdout, sys.stderr):
            flush(output)
        stream.write(reply)
        stream.flush()


def seed_everything() -> None:
    """Makes chance the same for each check, whatever ran before it; the hidden inputs come from elsewhere."""
    if (keras := sys.modules.get("keras")) is not None:
        keras.utils.set_random_seed(SEED)
    else:
        random.seed(SEED)
        np.random.seed(SEED)


def run_operations_directly() -> None:
    """Keeps TensorFlow from wrapping each eager operation in a function, which costs a millisecond for each new one."""
    if (tfe := sys.modules.get("tensorflow.python.pywrap_tfe")) is not None:
        # There is no public switch. Where this private one has gone, nothing changes but the speed.
        tfe.TFE_ContextOptionsSetRunEagerOpAsFunction = lambda options, wrap: None  # type: ignore[attr-defined]


def flush(output: Any) -> None:
    """Flushes a stream that the student's code may have replaced or closed."""
    try:
        output.flush()
    except Exception:  # whatever stands in its place is the student's
        return


def broken_limit(error: BaseException) -> str | None:
    """Returns the limit that an error tells of."""
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
        return "memory_mb"
    return LIMIT_OF.get(error.errno or 0) if isinstance(error, OSError) else None


def snapshot(value: object) -> bytes | None:
    """Returns what tells whether plain data has been changed in place, or None where it cannot be."""
    return wire.pack({"value": value}, lambda _: 0) if can_change(value) else None


def can_change(value: object) -> bool:
    """Says whether plain data can be changed in place, wholly or in part."""
    if isinstance(value, tuple):
        return any(map(can_change, value))
    return isinstance(value, list | dict | np.ndarray)


class Worker:
    """The student's module, and every object that a judge holds a handle of."""

    def __init__(self) -> None:
        self.module: ModuleType | None = None
        self.path = ""
        self.folder = os.getcwd()
        self.objects: list[object] = []
        # What the request has named, with its key, by its id; held, so that the id stays its own.
        self.named: dict[int, tuple[object, wire.Key]] = {}

    def keep(self, value: object) -> wire.Key:
        """Returns the number of an object that stays here, or by what key the request has named it."""
        if id(value) in self.named:
            return self.named[id(value)][1]
        self.objects.append(value)
        return len(self.objects) - 1

    def fetch(self, key: wire.Key) -> object:
        """Returns what a request names."""
        value = self.find(key)
        self.named[id(value)] = value, key
        return value

    def find(self, key: wire.Key) -> object:
        """Returns an object by its number, or a function by its name: `f` is the student's, `given.f` is given."""
        if isinstance(key, int):
            return self.objects[key]
        where, _, name = key.rpartition(".")
        try:
            # What is given may need libraries that take time: it is imported when first asked for.
            module = importlib.import_module(where) if where else self.module
            if hasattr(module, name):
                return getattr(module, name)
        except BaseException as error:  # of what is given, or of what the student's code has made of it
            return _raising(error)
        return _raising(NameError(f"there is no function {name} in the file"))

    def answer(self, request: dict[str, Any]) -> bytes:
        """Returns the frame of a reply: the value, or what was raised."""
        number = request.pop("id")
        try:
            if request.pop("first", False):
                seed_everything()
            reply = getattr(self, "do_" + request.pop("do"))(**request)
            return wire.pack({"id": number, **reply}, self.keep)
        except wire.WireError as error:  # its words say what kind of value is at fault
            return wire.pack({"id": number, "unfit": str(error)[:MAX_MESSAGE]})
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a student's doing here
            return wire.pack({"id": number, "error": self.describe(error)})
        finally:
            self.named.clear()

    def do_load(self, name: str, source: bytes, given: bytes | None = None) -> dict[str, Any]:
        """Imports the student's file from the working folder, where what is given lies beside it."""
        self.begin(name, given)
        Path(self.path).write_bytes(source)
        self.module = importlib.import_module(name)
        return {"value": None}

    def do_run(self, name: str, cells: list[str], seconds: float, given: bytes | None = None) -> dict[str, Any]:
        """Runs the cells of the student's notebook, and tells which of them did not run."""
        self.begin(name, given)
        self.module, notes = run_cells(name, cells, self.folder, seconds, self.describe)
        return {"value": notes}

    def begin(self, name: str, given: bytes | None) -> None:
        """Makes files of the working folder importable, and writes what is given."""
        self.path = os.path.join(self.folder, f"{name}.py")
        # Before an import lists the folder: what is written later, within one tick of its clock, might not be found.
        if given is not None:
            Path(self.folder, "given.py").write_bytes(given)
        sys.path.insert(0, self.folder)

    def do_call(
        self, target: object, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> dict[str, Any]:
        """Calls a function of the module (no target) or a method of an object (or itself, without a name)."""
        owner = self.module if target is None else target
        if target is None and not hasattr(owner, name or ""):
            raise NameError(f"there is no function {name} in the file")
        function: Any = owner if name is None else getattr(owner, name)
        passed = (*args, *kwargs.values())
        before = snapshot(passed)
        value = function(*args, **kwargs)
        return {"value": value, "arguments": (args, kwargs) if snapshot(passed) != before else None}

    def do_get(self, target: object, name: str) -> dict[str, Any]:
        """Reads an attribute of an object; the shape of a tensor crosses as a tuple, like that of an array."""
        value = getattr(target, name)
        return {"value": tuple(value) if type(value).__name__ == "TensorShape" else value}

    def describe(self, error: BaseException) -> dict[str, Any]:
        """Returns the error as its nearest built-in class, its own words and the student's lines."""
        kinds = [kind for kind in type(error).__mro__ if vars(builtins).get(kind.__name__) is kind]
        try:
            message = str(error)[:MAX_MESSAGE]
        except Exception:  # the exception's class is the student's own
            message = ""
        lines = [
            line for frame, line in traceback.walk_tb(error.__traceback__) if self.is_students(frame.f_code.co_filename)
        ]
        if isinstance(error, SyntaxError) and error.lineno and self.is_students(error.filename or ""):
            lines.append(error.lineno)
        return {
            "kind": kinds[0].__name__,
            "name": type(error).__name__,
            "message": message,
            "lines": lines[-50:],
            "breach": broken_limit(error),
        }

    def is_students(self, filename: str) -> bool:
        return filename == self.path


def _raising(error: BaseException) -> Callable[..., Any]:
    """Returns what stands for a function that is not there: an error, once it is called."""

    def function(*args: Any, **kwargs: Any) -> Any:
        raise error

    return function
