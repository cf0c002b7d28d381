"""Files on their way into zips that are the same bytes for the same files: stored, in order, and without a date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.results.files import write_file

SUFFIXES = {".py", ".md", ".txt", ".ini", ".svg"}
# The zip format's own beginning of time: a date of packing would make every zip another one.
EPOCH = (1980, 1, 1, 0, 0, 0)


def collect(folder: Path, suffixes: Collection[str] = SUFFIXES) -> dict[str, bytes]:
    """Returns the files below a folder, without links and without what tools leave behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix in suffixes
        if not any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
    }


def below(place: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Returns the same files, moved into a folder."""
    return {f"{place}/{name}": data for name, data in files.items()}


def pack(files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """Returns a zip of files by their places; what deflating gives would depend on the library's version."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for place, data in sorted(files.items()):
            entry = zipfile.ZipInfo(place, EPOCH)
            entry.external_attr = (0o755 if place in programs else 0o644) << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def write(path: Path, files: Mapping[str, bytes], programs: Collection[str] = ()) -> None:
    """Writes such a zip, whole or not at all."""
    write_file(path, pack(files, programs))
