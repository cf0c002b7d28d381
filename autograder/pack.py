"""Packs an assignment for others: students, or a tool that a university uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from autograder.bundles import github, gradescope, notebook, otter, student
from autograder.model import Assignment, UsageError
from autograder.results.files import make_folder

# Takes the assignment, the template, the path, and what only this kind of bundle can be told.
Write = Callable[..., None]

# What follows the assignment's name in the name of the file, and what writes it.
BUNDLES: dict[str, tuple[str, Write]] = {
    "student": (".zip", student.write),
    "notebook": (".ipynb", notebook.write),
    "otter": ("-otter.zip", otter.write),
    "gradescope": ("-gradescope.zip", gradescope.write),
    "github": ("-github.zip", github.write),
}
NO_SETTINGS: Mapping[str, Mapping[str, str]] = {}


def pack(
    assignment: Assignment,
    template: Path,
    out: Path,
    kinds: Iterable[str] = ("student",),
    *,
    force: bool = False,
    settings: Mapping[str, Mapping[str, str]] = NO_SETTINGS,
) -> Iterator[Path]:
    """Writes bundles into a folder and yields their paths; replaces a file only when told to.

    The settings are, by kind, what only that kind of bundle can be told.
    """
    kinds = list(dict.fromkeys(kinds))
    paths = [out / f"{assignment.id}{BUNDLES[kind][0]}" for kind in kinds]
    for path in paths:
        if path.exists() and not force:
            raise UsageError(f"{path} exists: name another folder with --out, or replace it with --force")
    make_folder(out)
    for path, kind in zip(paths, kinds, strict=True):
        _, write = BUNDLES[kind]
        write(assignment, template, path, **settings.get(kind, {}))
        yield path
