"""Writes files for good: whole or not at all, and what stands in the way is named in one sentence."""

from __future__ import annotations

from pathlib import Path

from autograder.model import UsageError


def write_file(path: Path, data: bytes) -> None:
    """Writes a file beside its place and moves it there."""
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        if partial.is_file():
            partial.unlink()
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def make_folder(path: Path) -> None:
    """Makes an output folder."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {path}: {error.strerror}") from None
