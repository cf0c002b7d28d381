"""What stands in a check for the assignment's `given.py`: functions run beside the student's code, data is ours."""

from __future__ import annotations

import ast
import sys
from functools import cached_property
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.content.source import parse
from autograder.judging.standin import Function, StandInModule
from autograder.model import Exercise

NAME = "given"
DATA = (bool, int, float, complex, str, bytes, np.generic)


class GivenFunction(Function):
    """Stands in for a function or a class that is given: what it makes stays in the worker."""

    def __init__(self, module: StandInModule, name: str) -> None:
        super().__init__(module, name)
        self._key = f"{NAME}.{name}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._module.sitting.ask(do="call", target=self, name=None, args=args, kwargs=kwargs)


class GivenModule(StandInModule):
    """Stands in for the `given.py` of an assignment, as one module for all its exercises."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(NAME)
        self._path = path
        self._functions = functions(path) if path else frozenset()

    @classmethod
    def install(cls, exercise: Exercise) -> GivenModule:
        """Makes `from given import f` give stand-ins from now on; there is no such module where nothing is given."""
        module = cls(exercise.given)
        if exercise.given:
            sys.modules[NAME] = module
        return module

    @cached_property
    def _own(self) -> ModuleType:
        """Our own copy of the module, which no student's code has had in its hands."""
        assert self._path
        spec = spec_from_file_location(NAME, self._path)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self._functions:
            return GivenFunction(self, name)
        value = getattr(self._own, name)
        if not is_constant(value):
            raise ImportError(
                f"{name} of {self._path} is neither defined by def or class, nor a number, a text, an array or a "
                "tuple of such: give it by a function"
            )
        return value


def functions(path: Path) -> frozenset[str]:
    """Returns the names of the functions and classes that are defined in a file."""
    return frozenset(node.name for node in parse(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef))


def is_constant(value: object) -> bool:
    """Says whether plain data stays as it is all through a run; arrays are made to."""
    if isinstance(value, tuple):
        return all(map(is_constant, value))
    if isinstance(value, np.ndarray):
        value.setflags(write=False)
        return value.dtype.kind in "biufc"
    return value is None or isinstance(value, DATA)
