"""Finds what was handed in: the wanted files by name at any depth of a folder or zip, size-limited, as bytes."""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.content.choice import Files, Handin, choose
from autograder.content.notebook import is_notebook
from autograder.content.suggest import did_you_mean
from autograder.model import Exercise, Submission, SubmissionError, UsageError

MAX_FILE = 1 << 20
# Most of a notebook are the plots that it has shown.
MAX_NOTEBOOK = 10 << 20
MAX_ENTRIES = 10_000
MAX_DEPTH = 200
# What reading a zip may raise; RuntimeError: it wants a password.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
# What tools leave beside a student's work.
IGNORED = {
    "__MACOSX",
    "__pycache__",
    ".ipynb_checkpoints",
    ".git",
    ".venv",
    "venv",
    "site-packages",
    "node_modules",
}


def find_submissions(
    paths: Iterable[Path], landmarks: set[str], skip: Path | None = None, *, single: bool = False
) -> list[Submission]:
    """Returns the submissions at each path: itself, or everything in it when it is a folder of submissions.

    A folder is one submission when a landmark (a wanted file, a folder of the student zip) lies directly in it, or
    when each path is said to be a `single` one: then a folder without a wanted file is a submission without any.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist: name a submission (folder, zip, .py or .ipynb) or a folder of them"
            )
        # A link that was typed is meant; one in a folder of submissions may point anywhere and is not followed.
        path = path.resolve()
        if single or not path.is_dir() or any(child.name in landmarks for child in path.iterdir()):
            found.append(path)
            continue
        children = [child for child in sorted(path.iterdir()) if _counts(child, skip)]
        if not children:
            raise UsageError(f"{path} is empty: it holds no submission")
        found += children
    found = list(dict.fromkeys(found))
    names = [_shown(path.name if path.is_dir() else path.stem) for path in found]
    return [
        Submission(name if names.count(name) == 1 else _shown(str(path)), path)
        for name, path in zip(names, found, strict=True)
    ]


def only(names: Collection[str], submissions: Sequence[Submission]) -> list[Submission]:
    """Returns the named submissions, or all when none is named."""
    known = [submission.name for submission in submissions]
    for name in names:
        if name not in known:
            raise UsageError(f"there is no submission {name!r}{did_you_mean(name, known)}")
    return [submission for submission in submissions if not names or submission.name in names]


def read(submission: Submission, exercises: Iterable[Exercise]) -> Handin:
    """Returns the wanted files of a submission.

    Raises:
        SubmissionError: If nothing of it can be read; the message is the reason.
    """
    exercises = list(exercises)
    path = submission.path
    try:
        if path.is_dir() and not path.is_symlink():
            return _pick(_walk(path), exercises)
        if path.suffix.lower() in (".py", ".ipynb"):
            return _pick_single(path, exercises)
        if path.suffix.lower() == ".zip":
            return _pick_from_zip(path, exercises)
        _expect_file(path)
    except OSError as error:
        where = f"{Path(error.filename).name} " if error.filename and Path(error.filename) != path else ""
        raise SubmissionError(f"{where}cannot be read: {error.strerror or error}") from None
    raise SubmissionError(f"{path.name} is neither a folder nor a .zip, .py or .ipynb file")


def _shown(name: str) -> str:
    """Returns a file's name as text, also where its bytes are none."""
    return os.fsencode(name).decode(errors="replace")


def _counts(child: Path, skip: Path | None) -> bool:
    hidden = child.name.startswith(".") or child.name in IGNORED
    return not hidden and (skip is None or child.resolve() != skip.resolve())


def _pick(files: Files, exercises: list[Exercise], meant: Exercise | None = None) -> Handin:
    """Takes each exercise's file out of all that were handed in, and refuses what holds none."""
    if not files:
        raise SubmissionError("is empty")
    handin = choose(files, exercises, meant)
    if not handin.sources and all(reason.startswith("Not handed in") for reason in handin.missing.values()):
        wanted = ", ".join(exercise.filename for exercise in exercises)
        notebook = ", and no notebook with these exercises" if any(is_notebook(place) for place, _ in files) else ""
        raise SubmissionError(f"holds no file named {wanted}{notebook}")
    return handin


def _pick_single(path: Path, exercises: list[Exercise]) -> Handin:
    """Takes a lone file by its name, by the end of its name as learning platforms write it, or as the only wish."""
    fitting = [e for e in exercises if path.stem == e.name or path.stem.endswith(f"_{e.name}")]
    # Of `pool` and `max_pool`, a file that ends in the longer name is meant for that one.
    fitting = [e for e in fitting if len(e.name) == max(len(other.name) for other in fitting)]
    if not fitting and len(exercises) == 1:
        fitting = exercises
    # Whatever its name, a notebook may hold any exercise.
    if len(fitting) != 1 and not is_notebook(path.name):
        wanted = ", ".join(exercise.filename for exercise in exercises)
        raise SubmissionError(f"{path.name} is none of {wanted}: rename it, or say which it is with --exercise")
    return _pick([(path.name, lambda: _read_file(path))], exercises, *fitting[:1])


def _walk(folder: Path) -> Files:
    """Returns the files of a folder, without following links out of it."""
    files: list[tuple[str, Callable[[], bytes]]] = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        if len(Path(parent).relative_to(folder).parts) > MAX_DEPTH:
            raise SubmissionError(f"has folders nested deeper than {MAX_DEPTH} levels")
        folders[:] = sorted(set(folders) - IGNORED)
        for name in sorted(names):
            path = Path(parent, name)
            files.append((path.relative_to(folder).as_posix(), partial(_read_file, path)))
        if len(files) > MAX_ENTRIES:
            raise SubmissionError(f"holds more than {MAX_ENTRIES} files")
    return files


def _refuse(error: OSError) -> None:
    """Refuses a folder that cannot be looked into: what is in it would be taken for missing."""
    raise error


def _pick_from_zip(path: Path, exercises: list[Exercise]) -> Handin:
    """Reads the wanted members straight from the archive: nothing is unpacked, so no member's path matters."""
    _expect_file(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_ENTRIES:
                raise SubmissionError(f"holds more than {MAX_ENTRIES} files")
            files = [
                (place, partial(_read_member, archive, member))
                for member in members
                if member.filename and not member.filename.endswith(("/", "\\"))
                for place in [member.filename.replace("\\", "/")]
                if not IGNORED.intersection(PurePosixPath(place).parts)
            ]
            return _pick(files, exercises)
    except BROKEN as error:
        raise SubmissionError(f"is no zip file that can be read ({error})") from None


def _expect_file(path: Path) -> None:
    """Refuses a link, which could point at an answer or another student's file, and a pipe, which would never end."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise SubmissionError(f"{path.name} is a link or a device, not a file")


def _read_file(path: Path) -> bytes:
    _expect_file(path)
    with path.open("rb") as stream:
        return _capped(path.name, stream)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # Of a zip that was not made on Unix the kind is 0.
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        raise SubmissionError(f"{member.filename} is a link or a device, not a file")
    try:
        with archive.open(member) as stream:
            return _capped(member.filename, stream)
    except BROKEN as error:
        raise SubmissionError(f"{member.filename} cannot be read from the zip ({error})") from None


def _capped(name: str, stream: IO[bytes]) -> bytes:
    notebook = is_notebook(name)
    largest = MAX_NOTEBOOK if notebook else MAX_FILE
    data = stream.read(largest + 1)
    if len(data) > largest:
        mend = ": clear its outputs and save it again" if notebook else ""
        raise SubmissionError(f"{name} is larger than {largest >> 20} MB{mend}")
    return data
