"""Names what decides a verdict by its bytes: two digests are equal as long as the same call gives the same verdict."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from autograder.model import Exercise, Notebook, Source


def of(*parts: str | bytes) -> str:
    """Returns the digest of parts, each whole: moving bytes from one to the next gives another."""
    data = (part if isinstance(part, bytes) else part.encode() for part in parts)
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in data)).hexdigest()


def of_source(source: Source) -> str:
    """Returns the digest of what is judged: of a notebook its code, whatever else has changed in the file."""
    return of("notebook", *source.cells) if isinstance(source, Notebook) else of(source)


def of_exercise(exercise: Exercise, template: Path) -> str:
    """Returns the digest of all that decides a verdict on a source, but the engine and the run's seed."""
    ideas = [part for idea in exercise.misconceptions for part in (idea.id, idea.tells, idea.source)]
    return of(of_checks(exercise, template), *ideas)


def of_checks(exercise: Exercise, template: Path) -> str:
    """Returns the digest of all that decides what a source answers to the checks."""
    files = [exercise.public_checks, exercise.hidden_checks, template / "checking.py"]
    if exercise.given:
        files.append(exercise.given)
    parts = (path.read_bytes() for path in files)
    return of(libraries(), repr(exercise.limits), repr(exercise.needs), *parts)


@cache
def of_engine() -> str:
    """Returns the digest of the package's own modules."""
    package = Path(__file__).parents[1]
    paths = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    # In a wheel the course lies inside the package.
    return of(*(part for name in sorted(paths) if "_course/" not in name for part in (name, paths[name].read_bytes())))


@cache
def libraries() -> str:
    """Returns the versions of Python and of all that is installed: a student's code may import any of it."""
    return "\n".join([sys.version, *sorted(f"{found.name} {found.version}" for found in metadata.distributions())])
