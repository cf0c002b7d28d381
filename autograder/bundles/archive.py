"""Zips that are the same bytes for the same files: stored, in order, and without a date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.results.files import write_file

# The zip format's own beginning of time: a date of packing would make every zip another one.
EPOCH = (1980, 1, 1, 0, 0, 0)


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
