"""What is given to students: the `given.py` of an exercise, and the others in whose company a notebook has it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from autograder.content.source import parse
from autograder.model import ContentError, Exercise


def of_source(exercise: Exercise, *, notebook: bool) -> list[bytes]:
    """Returns what lies beside a file: what is given in its exercise, or nothing.

    A notebook has one `given` for all of an assignment: its own first, perhaps empty, then the others.
    """
    own = [exercise.given.read_bytes()] if exercise.given else []
    others = [path.read_bytes() for path in neighbours(exercise)] if notebook else []
    return (own or [b""]) + others if others else own


def neighbours(exercise: Exercise) -> list[Path]:
    """Returns what is given in the other exercises of the assignment."""
    paths = sorted(exercise.public.parent.glob("*/given.py"))
    return [path for path in paths if path.parent != exercise.public and path.is_file() and not path.is_symlink()]


def functions(path: Path) -> frozenset[str]:
    """Returns the names of the functions and classes that are defined in a file."""
    return frozenset(name for name, node in _bound(parse(path)) if isinstance(node, ast.FunctionDef | ast.ClassDef))


def expect_no_clash(exercises: Iterable[Exercise]) -> None:
    """Refuses a name that two exercises of an assignment give another meaning: a notebook has room for one."""
    known: dict[str, tuple[str, Path]] = {}
    for exercise in exercises:
        if (path := exercise.given) is None:
            continue
        for name, node in _bound(parse(path)):
            text, other = known.setdefault(name, (ast.unparse(node), path))
            if other != path and text != ast.unparse(node):
                problem = f"{name} is something else in {other.parent.name}/given.py: rename one, a notebook has both"
                raise ContentError(path, node.lineno, problem)


def _bound(tree: ast.Module) -> Iterable[tuple[str, ast.stmt]]:
    """Yields each name that a file binds at its top level, but those of imports, with its statement."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node
            case ast.Assign(targets=targets):
                names = [part for target in targets for part in ast.walk(target)]
                yield from ((part.id, node) for part in names if isinstance(part, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node
