"""Decides which of the files that were handed in is meant for an exercise, and says so where more than one could be."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import PurePosixPath

from autograder.content.notebook import MAX_CELLS, is_notebook, read_notebook
from autograder.content.source import read_text
from autograder.model import Exercise, Notebook, Source, SubmissionError

MAX_NOTEBOOKS = 30
MAX_NAMED = 5
MAX_PLACE = 200
MADE = re.compile(r"^[ \t]*(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)\b|(\w+)[ \t]*=[^=])", re.MULTILINE)

# Where each file lies in the submission, and what reads it.
Files = Sequence[tuple[str, Callable[[], bytes]]]


@dataclass(frozen=True)
class Handin:
    """The sources of a submission by exercise id, the reasons why others are missing, and why this and no other."""

    sources: dict[str, Source]
    missing: dict[str, str]
    notes: dict[str, str] = field(default_factory=dict)


class Candidate:
    """A file that may hold an exercise; it is read when first asked for."""

    def __init__(self, place: str, read: Callable[[], bytes]) -> None:
        self.place = place if len(place) <= MAX_PLACE else f"…{place[-MAX_PLACE:]}"
        self.name = PurePosixPath(place).name
        self.is_notebook = is_notebook(place)
        self._read = read
        self._source: Source | None = None
        self.problem: str | None = None

    @property
    def source(self) -> Source | None:
        """Returns what is in the file, or None where `problem` says why it cannot be read."""
        if self._source is None and self.problem is None:
            try:
                data = self._read()
                self._source = read_notebook(self.name, data) if self.is_notebook else data
            except SubmissionError as error:
                self.problem = str(error)
        return self._source

    def parts(self, names: frozenset[str]) -> list[str]:
        """Returns what defines one of these names: cells of a notebook, or the whole of a Python file."""
        match self.source:
            case Notebook(cells):
                return [cell for cell in cells if not names.isdisjoint(_made(cell))]
            case bytes(data):
                return [data.decode("utf-8-sig", errors="replace")]
        return []

    def is_untouched(self, stub: str) -> bool:
        """Says whether all that it holds of an exercise is the stub as it was handed out."""
        return all(_squeezed(part) == _squeezed(stub) for part in self.parts(_defined(stub)))


def choose(files: Files, exercises: Sequence[Exercise], meant: Exercise | None = None) -> Handin:
    """Takes each exercise's file out of all that were handed in; a lone one counts as named after the one `meant`.

    A file named after the exercise goes before a notebook that holds more than one, and both before an untouched stub.
    """
    handin = Handin({}, {}, {})
    wanted = {exercise.filename for exercise in exercises}
    candidates = [
        Candidate(place, read)
        for place, read in files
        if meant or PurePosixPath(place).name in wanted or is_notebook(place)
    ]
    if sum(candidate.is_notebook for candidate in candidates) > MAX_NOTEBOOKS:
        raise SubmissionError(f"holds more than {MAX_NOTEBOOKS} notebooks")
    for exercise in exercises:
        try:
            chosen, note = _choose(exercise, candidates, exercise is meant)
        except SubmissionError as error:
            handin.missing[exercise.id] = f"Not judged: {error}."
            continue
        if chosen is None:
            handin.missing[exercise.id] = f"Not handed in: {_absent(exercise, candidates)}."
        else:
            assert chosen.source is not None
            handin.sources[exercise.id] = chosen.source
            if note:
                handin.notes[exercise.id] = note
    return handin


def _choose(exercise: Exercise, candidates: list[Candidate], any_name: bool) -> tuple[Candidate | None, str]:
    """Returns the file that is meant, and what is to be said of others that hold the exercise too."""
    named = [c for c in candidates if any_name or c.name in (exercise.filename, f"{exercise.name}.ipynb")]
    notebooks = [c for c in candidates if c.is_notebook and c not in named]
    if len(named) > MAX_NAMED:
        raise _undecided(exercise, named)
    if not notebooks and (not named or (len(named) == 1 and named[0].source is not None)):
        return (named[0] if named else None), ""
    stub = read_text(exercise.stub)
    shared = [c for c in notebooks if c.source is not None and c.parts(_defined(stub))]
    held = [c for c in named if c.source is not None] + shared
    unread = [str(c.problem) for c in (*named, *notebooks) if c.source is None]
    if unread and not held:
        raise SubmissionError(_names(unread))
    touched = [c for c in held if not c.is_untouched(stub)]
    first = [c for c in touched if c in named] or touched or held[:1]
    if len(first) > 1:
        raise _undecided(exercise, first)
    if not first:
        return None, ""
    (chosen,) = first
    if chosen in touched and chosen in named:
        others = [c.place for c in touched if c is not chosen]
        mend = "holds this exercise too, but a file that is named after it goes first"
        return chosen, f"{chosen.place} was judged: {_names(others)} {mend}." if others else ""
    others = [c.place for c in held if c in named and c is not chosen and c not in touched]
    why = [f"{_names(others)} is as it was handed out"] if others else []
    why += unread[:MAX_NAMED]
    return chosen, f"{chosen.place} was judged: {'; '.join(why)}." if why else ""


def _undecided(exercise: Exercise, group: list[Candidate]) -> SubmissionError:
    kind = exercise.filename if any(not c.is_notebook for c in group) else f"notebook for {exercise.name}"
    return SubmissionError(f"{_names([c.place for c in group])} could both be meant; hand in one {kind}")


def _names(places: Sequence[str]) -> str:
    shown = list(places[:MAX_NAMED])
    if len(places) > MAX_NAMED:
        shown.append(f"{len(places) - MAX_NAMED} more")
    return " and ".join(shown)


def _absent(exercise: Exercise, candidates: list[Candidate]) -> str:
    reason = f"there is no file {exercise.filename}"
    if any(c.is_notebook for c in candidates):
        reason += f", and no notebook defines {' or '.join(sorted(_defined(read_text(exercise.stub))))}"
    return reason


@cache
def _defined(stub: str) -> frozenset[str]:
    """Returns the names of the functions and classes that an exercise asks for."""
    nodes = (node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return frozenset(node.name for node in nodes if not node.name.startswith("_"))


@lru_cache(MAX_CELLS)
def _made(code: str) -> frozenset[str]:
    """Returns the names of the functions, classes and variables that are made, as far as the text tells."""
    return frozenset(name for match in MADE.finditer(code) for name in match.groups() if name)


def _squeezed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
