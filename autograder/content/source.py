"""Reads our own files, as text or as a syntax tree; what is wrong with one is said with its name and line."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.model import ContentError


def parse(path: Path) -> ast.Module:
    """Returns the syntax tree of one of our own files."""
    try:
        return ast.parse(read_text(path))
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte, in older releases of Python 3.11
        line = getattr(error, "lineno", None)
        raise ContentError(path, line, f"not valid Python ({error}): correct the syntax") from None


def read_text(path: Path) -> str:
    """Returns the text of one of our own files."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise ContentError(path, None, "the file is missing: write it, or make it with `autograder new`") from None
    except UnicodeDecodeError:
        raise ContentError(path, None, "not UTF-8: save it in that encoding") from None


def imported(source: str) -> set[str]:
    """Returns the names of the packages that a source imports."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names}
