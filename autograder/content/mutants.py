"""Makes the mutants of an answer: each is the answer with one slip, which the hidden checks must notice."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.content.operators import REDUCTIONS, Siblings, called, changed, replacements
from autograder.content.siblings import siblings

# Of a longer statement only what lies around the change is shown.
WIDTH = 100
CONTEXT = 40
# No part of what an answer does.
SKIPPED = {"annotation", "returns", "decorator_list", "type_params"}
# What is shown when something in it has changed.
LINES = (ast.stmt, ast.excepthandler, ast.match_case)

# The way down to a node: each node on it, and the field and the place in it that hold the next.
Path = tuple[tuple[ast.AST, str, int | None], ...]


@dataclass(frozen=True)
class Mutant:
    """An answer with one slip: the statement before and after, and the whole as `canonical` writes it."""

    line: int
    before: str
    after: str
    source: str = field(repr=False)

    def __str__(self) -> str:
        return f"line {self.line}: {self.before} -> {self.after}"


def canonical(source: str) -> str:
    """Returns a source in the form that all have which differ in layout and comments only; "" if it is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as a number that is called
        try:
            compile(source, "mutant", "exec")
            return ast.unparse(ast.parse(source))
        except SyntaxError:
            return ""


def make_mutants(source: str) -> list[Mutant]:
    """Returns the mutants of a source in the order of its lines: those that compile, and each once."""
    tree = ast.parse(source)
    mutants: list[Mutant] = []
    seen = {"", canonical(source)}
    for path, node, names in _places(tree, (), {}):
        for new in replacements(node, names):
            steps = list(_rise(path, node, new))
            text = canonical(ast.unparse(steps[-1][1]))
            if text not in seen and not any(_repeats(after) for _, after in steps):
                seen.add(text)
                line = next(before.lineno for before, _ in steps if hasattr(before, "lineno"))
                before, after = next(step for step in steps if isinstance(step[0], LINES))
                mutants.append(Mutant(line, *_around(_headline(before), _headline(after)), text))
    return sorted(mutants, key=lambda mutant: mutant.line)


def _places(node: ast.AST, path: Path, names: Siblings) -> Iterator[tuple[Path, ast.AST, Siblings]]:
    """Yields what may be replaced below a node."""
    if isinstance(node, ast.FunctionDef):
        names = siblings(node)
    for name, value in ast.iter_fields(node):
        # The words of an error are no part of a contract.
        if name in SKIPPED or isinstance(node, ast.Raise):
            continue
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                below = (*path, (node, name, i if isinstance(value, list) else None))
                if not _unordered(below, child):
                    yield below, child, names
                yield from _places(child, below, names)


def _unordered(path: Path, node: ast.AST) -> bool:
    """Says whether a tuple is one whose order means nothing: what `in` searches, or the axes of a sum."""
    match [above for above, _, _ in path[-2:]], node:
        case [_, ast.Compare()], ast.Tuple() | ast.List():
            return True
        case [ast.Call() as call, ast.keyword(arg="axis")], ast.Tuple():
            return called(call) in REDUCTIONS
    return False


def _repeats(node: ast.AST) -> bool:
    """Says whether an operand comes twice, as in `a or a`, which is the other operand left out."""
    operands = [ast.dump(value) for value in node.values] if isinstance(node, ast.BoolOp) else []
    return len(operands) > len(set(operands))


def _rise(path: Path, node: ast.AST, new: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yields a node and all that it is part of, from the inside out, each before and after."""
    yield node, new
    for parent, name, i in reversed(path):
        value = getattr(parent, name)
        new = changed(parent, **{name: new if i is None else [*value[:i], new, *value[i + 1 :]]})
        yield parent, new


def _headline(line: ast.AST) -> str:
    """Returns a statement without those that it holds."""
    held: dict[str, list[ast.AST]] = {
        name: []
        for name, value in ast.iter_fields(line)
        if isinstance(value, list) and any(isinstance(part, LINES) for part in value)
    }
    return ast.unparse(changed(line, **held)).strip()


def _around(before: str, after: str) -> tuple[str, str]:
    """Cuts what is long down to where the two differ."""
    if max(len(before), len(after)) <= WIDTH:
        return before, after
    same = _same(before, after)
    start = max(same - CONTEXT, 0)
    tail = max(_same(before[same:][::-1], after[same:][::-1]) - CONTEXT, 0)
    return _cut(before, start, tail), _cut(after, start, tail)


def _same(one: str, other: str) -> int:
    """Returns the number of characters in which two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, tail: int) -> str:
    return f"{'…' if start else ''}{text[start : len(text) - tail]}{'…' if tail else ''}"
