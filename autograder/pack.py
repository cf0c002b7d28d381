"""Packs an assignment for others."""

from __future__ import annotations

from pathlib import Path

from autograder.bundles import student
from autograder.model import Assignment, UsageError
from autograder.results.files import make_folder


def pack(assignment: Assignment, template: Path, out: Path, *, force: bool = False) -> Path:
    """Writes the student zip into a folder and returns its path; replaces a file only when told to."""
    path = out / f"{assignment.id}.zip"
    if path.exists() and not force:
        raise UsageError(f"{path} exists: name another folder with --out, or replace it with --force")
    make_folder(out)
    student.write(assignment, template, path)
    return path
