"""Reads check files without running them: a check is a top-level test function with a docstring."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.content.source import parse
from autograder.model import Check, ContentError


def read_checks(path: Path, *, public: bool) -> tuple[Check, ...]:
    """Returns the checks of a file in their order.

    Raises:
        ContentError: If a check has no sentence for the student, no points when it is hidden, or is not one function.
    """
    checks: list[Check] = []
    for node in parse(path).body:
        if isinstance(node, ast.AsyncFunctionDef | ast.ClassDef) and node.name.lower().startswith("test"):
            raise ContentError(path, node.lineno, f"{node.name} is no plain function: write def test_...()")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            if node.name in [check.name for check in checks]:
                raise ContentError(path, node.lineno, f"a second {node.name}: give it a name of its own")
            sentence, points = _sentence(path, node), _points(path, node)
            if points is None and not public:
                problem = f"{node.name} has no points: write @pytest.mark.points(n) above it"
                raise ContentError(path, node.lineno, problem)
            checks.append(Check(node.name, sentence, 0 if public else points or 0, public))
    return tuple(checks)


def _sentence(path: Path, node: ast.FunctionDef) -> str:
    sentence = ast.get_docstring(node)
    if not sentence:
        problem = f"{node.name} has no docstring: write the sentence that a student is told when it fails"
        raise ContentError(path, node.lineno, problem)
    return " ".join(sentence.split())


def _points(path: Path, node: ast.FunctionDef) -> int | None:
    points = None
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="points"), args=[ast.Constant(value=value)]) if type(value) is int:
                points = value
            case ast.Call(func=ast.Attribute(attr="parametrize")):
                problem = f"{node.name} is parametrized: write a loop, one check is one mark"
                raise ContentError(path, node.lineno, problem)
    return points
