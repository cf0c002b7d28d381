"""Reads check files without running them: a check is a top-level test function with a docstring."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.model import Check, ContentError


def read_checks(path: Path, *, public: bool) -> tuple[Check, ...]:
    """Returns the checks of a file in their order.

    Raises:
        ContentError: If a check has no sentence for the student or, when hidden, no points.
    """
    return tuple(
        Check(node.name, _sentence(path, node), 0 if public else _points(path, node), public)
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def parse(path: Path) -> ast.Module:
    """Returns the syntax tree of one of our own files."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except OSError:
        raise ContentError(path, None, "the file is missing: write it, or make it with `autograder new`") from None
    except (SyntaxError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise ContentError(path, line, f"not valid Python ({error}): correct the syntax") from None


def _sentence(path: Path, node: ast.FunctionDef) -> str:
    sentence = ast.get_docstring(node)
    if not sentence:
        problem = f"{node.name} has no docstring: write the sentence that a student is told when it fails"
        raise ContentError(path, node.lineno, problem)
    return " ".join(sentence.split())


def _points(path: Path, node: ast.FunctionDef) -> int:
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="points"), args=[ast.Constant(value=int(points))]):
                return points
            case ast.Call(func=ast.Attribute(attr="parametrize")):
                raise ContentError(
                    path, node.lineno, f"{node.name} is parametrized: write a loop, one check is one mark"
                )
    raise ContentError(path, node.lineno, f"{node.name} has no points: write @pytest.mark.points(n) above it")
