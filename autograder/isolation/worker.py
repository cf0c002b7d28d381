"""The process that runs a student's file: answers requests with plain values, and knows no check."""

from __future__ import annotations

import builtins
import importlib
import os
import random
import socket
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.isolation import wire

MAX_MESSAGE = 2000
SEED = 1


def serve(connection: socket.socket) -> None:
    """Answers requests until the judge hangs up."""
    worker = Worker()
    stream = connection.makefile("rwb")
    while prefix := stream.read(wire.LENGTHS.size):
        header, blob = wire.lengths(prefix)
        request = wire.unpack(stream.read(header), stream.read(blob), worker.objects.__getitem__)
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


def flush(output: Any) -> None:
    """Flushes a stream that the student's code may have replaced or closed."""
    try:
        output.flush()
    except Exception:  # whatever stands in its place is the student's
        return


class Worker:
    """The student's module and every object that a judge holds a handle of."""

    def __init__(self) -> None:
        self.module: ModuleType | None = None
        self.folder = os.getcwd()
        self.objects: list[object] = []

    def keep(self, value: object) -> int:
        """Returns the number of an object that stays here."""
        self.objects.append(value)
        return len(self.objects) - 1

    def answer(self, request: dict[str, Any]) -> bytes:
        """Returns the frame of a reply: the value, or what was raised."""
        number = request.pop("id")
        try:
            if request.pop("first", False):
                seed_everything()
            reply = getattr(self, "do_" + request.pop("do"))(**request)
            return wire.pack({"id": number, **reply}, self.keep)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a student's doing here
            return wire.pack({"id": number, "error": self.describe(error)})

    def do_load(self, name: str, source: bytes) -> dict[str, Any]:
        """Imports the student's file from the working folder."""
        Path(self.folder, f"{name}.py").write_bytes(source)
        sys.path.insert(0, self.folder)
        self.module = importlib.import_module(name)
        return {"value": None}

    def do_call(
        self, target: object, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> dict[str, Any]:
        """Calls a function of the module (no target) or a method of an object (or itself, without a name)."""
        owner = self.module if target is None else target
        if target is None and not hasattr(owner, name or ""):
            raise NameError(f"there is no function {name} in the file")
        function: Any = owner if name is None else getattr(owner, name)
        before = wire.pack({"value": (args, kwargs)}, lambda _: 0)
        value = function(*args, **kwargs)
        changed = wire.pack({"value": (args, kwargs)}, lambda _: 0) != before
        return {"value": value, "arguments": (args, kwargs) if changed else None}

    def do_get(self, target: object, name: str) -> dict[str, Any]:
        """Reads an attribute of an object."""
        return {"value": getattr(target, name)}

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
        }

    def is_students(self, filename: str) -> bool:
        return os.path.dirname(filename) == self.folder
