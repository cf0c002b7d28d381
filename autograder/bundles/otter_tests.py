"""Our checks as test files of Otter, whose cases are functions of the student's globals: no pytest runs them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from autograder.content.source import imported, parse, read_text
from autograder.model import Check, Exercise

HEAD = '''"""{title}"""

import functools
import inspect
import zlib

import numpy as np
import pytest
from otter.test_files import test_case
{imports}
'''
RUN = '''
def _run(check, env):
    """Gives a check the student's functions, and its fixtures, which are functions of this file."""
    for name in {functions!r}:
        if name not in env:
            raise NameError(f"there is no function {{name}} in the notebook")
        globals()[name] = env[name]
    try:
        _give(check)
    except pytest.fail.Exception as error:  # no Exception, and Otter catches nothing else
        raise AssertionError(str(error)) from None


def _give(function):
    """Calls a function of this file with the fixtures that it asks for."""
    asked = inspect.signature(function).parameters
    return function(**{{name: _draw(function) if name == "rng" else _give(globals()[name]) for name in asked}})


def _draw(check):
    """Draws the same for a check every time."""
    return np.random.default_rng(zlib.crc32(check.__name__.encode()))
'''
CASE = """

@test_case(name={name!r}, points={points}, hidden={hidden}, failure_message={tells!r})
def case_{name}(env):
    _run({name}, env)
"""
# Last, so that no name of a check file takes its place.
TAIL = """

OK_FORMAT = False
name = {question!r}
points = None
"""


def write_tests(exercise: Exercise, template: Path, *, public: bool) -> tuple[str, str]:
    """Returns the name of an Otter question and its test file: the public checks of an exercise, or the hidden ones."""
    path = exercise.public_checks if public else exercise.hidden_checks
    question = exercise.name if public else f"{exercise.name}_hidden"
    tree, source = parse(path), read_text(path)
    functions = [
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == exercise.name
        for alias in node.names
    ]
    helpers = [template / "checking.py", *([exercise.given] if exercise.given and "given" in imported(source) else [])]
    body = [text for helper in helpers for text in _definitions(parse(helper), read_text(helper), whole=True)]
    body += _definitions(tree, source)
    trees = [*map(parse, helpers), tree]
    imports = sorted({line for tree in trees for line in _imports(tree, exercise)})
    parts = [
        HEAD.format(title=ast.get_docstring(tree), imports="\n".join(imports)),
        *(f"\n\n{text}\n" for text in body),
        RUN.format(functions=functions),
        *(_case(check) for check in exercise.checks if check.public == public),
        TAIL.format(question=question),
    ]
    return question, "".join(parts)


def _imports(tree: ast.Module, exercise: Exercise) -> Iterable[str]:
    """Yields the imports of a file but those that are in every test file, and those of what the student hands in."""
    for node in tree.body:
        ours = isinstance(node, ast.ImportFrom) and node.module in (exercise.name, "checking", "given")
        if isinstance(node, ast.Import | ast.ImportFrom) and not ours and ast.unparse(node) not in HEAD:
            yield ast.unparse(node)


def _definitions(tree: ast.Module, source: str, *, whole: bool = False) -> Iterable[str]:
    """Yields functions and constants as they stand; of checks, less the decorators: what they share is made once."""
    lines = source.splitlines()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Expr):
            continue
        assert node.end_lineno is not None
        marks = getattr(node, "decorator_list", []) if whole else []
        first = min([node.lineno, *(mark.lineno for mark in marks)])
        text = "\n".join(lines[first - 1 : node.end_lineno])
        shared = (
            not whole
            and isinstance(node, ast.FunctionDef)
            and any("scope" in ast.unparse(mark) for mark in node.decorator_list)
        )
        yield f"@functools.cache\n{text}" if shared else text


def _case(check: Check) -> str:
    return CASE.format(name=check.name, points=check.points, hidden=not check.public, tells=check.tells)
