"""Finds the names of a function that are easily mixed up: those of one kind, such as its loop variables."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise


def siblings(function: ast.FunctionDef) -> dict[str, list[str]]:
    """Returns for each name its neighbours among the names of its kind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind in _kinds(function):
        for one, other in pairwise(dict.fromkeys(kind)):
            found[one].append(other)
            found[other].append(one)
    return dict(found)


def _kinds(function: ast.FunctionDef) -> Iterator[list[str]]:
    """Yields the names that are of one kind, in their order: unpacked together, and so on."""
    parameters: defaultdict[str, list[str]] = defaultdict(list)
    for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
        parameters[ast.unparse(argument.annotation) if argument.annotation else ""].append(argument.arg)
    yield from parameters.values()
    loops: list[str] = []
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension):
            loops += _bound(node.target)
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
            yield _bound(node)
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(body, list):
                yield from _assigned_alike(body)
    yield loops


def _bound(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _assigned_alike(body: list[ast.stmt]) -> Iterator[list[str]]:
    """Yields the names of neighbouring assignments of expressions of one form."""
    for pair in pairwise(body):
        match pair:
            case (
                ast.Assign(targets=[ast.Name(id=one)], value=first),
                ast.Assign(targets=[ast.Name(id=other)], value=second),
            ) if type(first) is type(second):
                yield [one, other]
