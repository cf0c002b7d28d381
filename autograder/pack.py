"""Packs an assignment for others: students, or a tool that a university uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder.bundles import notebook, otter, student
from autograder.model import Assignment, UsageError
from autograder.results.files import make_folder

Write = Callable[[Assignment, Path, Path], None]

# What follows the assignment's name in the name of the file, and what writes it.
BUNDLES: dict[str, tuple[str, Write]] = {
    "student": (".zip", student.write),
    "notebook": (".ipynb", notebook.write),
    "otter": ("-otter.zip", otter.write),
}


def pack(
    assignment: Assignment, template: Path, out: Path, kinds: Iterable[str] = ("student",), *, force: bool = False
) -> Iterator[Path]:
    """Writes bundles into a folder and yields their paths; replaces a file only when told to."""
    bundles = [BUNDLES[kind] for kind in dict.fromkeys(kinds)]
    paths = [out / f"{assignment.id}{ending}" for ending, _ in bundles]
    for path in paths:
        if path.exists() and not force:
            raise UsageError(f"{path} exists: name another folder with --out, or replace it with --force")
    make_folder(out)
    for path, (_, write) in zip(paths, bundles, strict=True):
        write(assignment, template, path)
        yield path
