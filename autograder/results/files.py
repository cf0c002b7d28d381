"""Writes files for good: whole or not at all, and what stands in the way is named in one sentence."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.model import UsageError


def write_file(path: Path, data: bytes) -> None:
    """Writes a file beside its place and moves it there."""
    write_parts(path, [data])


def write_parts(path: Path, parts: Iterable[bytes], *, mode: int = 0o666) -> None:
    """Writes a file part by part beside its place and moves it there."""
    partial = path.with_name(path.name + ".partial")
    try:
        with open(partial, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            stream.writelines(parts)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    finally:
        if partial.is_file():
            partial.unlink()


def make_folder(path: Path) -> None:
    """Makes an output folder."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {path}: {error.strerror}") from None


def expect_room(path: Path) -> None:
    """Makes the folder of a file that is to be written later, and refuses one in which nothing can be."""
    make_folder(path.parent)
    try:
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
