"""What a student is told of a check: the first line alone must help, and a hidden check shows nothing of itself."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.model import Check
from autograder.results.text import clean

MAX_LINES = 3
MAX_NOTES = 10
MAX_QUOTED = 150
MAX_CALL = 300
MAX_TEXT = 2000


class Unfit(Exception):
    """What the student's code returned, or did to its arguments, cannot be handed over; the message says what it is."""


@dataclass(frozen=True)
class Text:
    """Our copy of what was handed in, and how its lines are named."""

    text: str
    place: Callable[[int], str] = "line {}".format

    @property
    def lines(self) -> list[str]:
        # Not splitlines, which also breaks at form feeds and separators inside a string, where Python counts no line.
        return [line.strip() for line in re.split(r"\r\n|\r|\n", self.text)]


def compose(check: Check, *paragraphs: str) -> str:
    """Returns the message of a check that did not pass: its sentence, then what else may be said."""
    return "\n".join([check.tells, *(cap(clean(paragraph)).rstrip() for paragraph in paragraphs if paragraph)])


def of_error(check: Check, error: BaseException, lines: Sequence[int], source: Text) -> str:
    """Describes an error of the student's code by its own lines; in its own words only where the check is public."""
    kind = type(error).__name__
    if isinstance(error, Unfit):
        words = "Your code gave back what cannot be handed over" + (f": {error}." if check.public else ".")
    elif check.public:
        # A StudentError already begins with the name of the student's class.
        words = f"{kind}: {error}" if hasattr(builtins, kind) else str(error)
    else:
        # Both the words and a class's name could carry a hidden value out.
        words = f"Your code raised {kind if hasattr(builtins, kind) else 'an exception of its own'}."
    return "\n".join([words, *quote(lines, source)])


def of_check(error: BaseException) -> str:
    """Describes an error of the check itself, by the nearest class that every Python has."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if vars(builtins).get(kind.__name__) is kind)
    return f"The check itself went wrong ({kind}): this is not your fault."


def of_failure(check: Check, error: BaseException) -> str:
    """Returns the words of a public check's assertion, without pytest's account of the expression behind them."""
    words = str(error).split("\nassert ")[0]
    return re.sub(r" at 0x[0-9a-f]+", "", words) if check.public else ""


def of_call(check: Check, call: tuple[str, tuple[Any, ...], dict[str, Any]] | None) -> str:
    """Returns the last call of a public check, to be pasted into Python, unless it is too long for that."""
    if call is None or not check.public:
        return ""
    name, args, kwargs = call
    parts = [*map(literal, args), *(f"{key}={literal(value)}" for key, value in kwargs.items())]
    words = f"{name}({', '.join(parts)})"
    return f"The last call:\n  >>> {words}" if len(words) <= MAX_CALL else ""


def literal(value: Any) -> str:
    """Returns plain data as Python would read it, with NumPy as np."""
    if isinstance(value, np.ndarray):
        dtype = "" if value.size and value.dtype in (float, int, bool) else f", dtype={value.dtype.name!r}"
        if value.ndim > 2 or not value.size:  # brackets within brackets are hard to read
            return f"np.array({value.ravel().tolist()}{dtype}).reshape{value.shape}"
        return f"np.array({value.tolist()}{dtype})"
    return repr(value)


def quote(lines: Sequence[int], source: Text) -> list[str]:
    """Quotes lines of the student's file, from our copy of it: a worker may say any line number, but no text."""
    text = source.lines
    shown = [line for line in dict.fromkeys(lines) if 1 <= line <= len(text) and text[line - 1]][-MAX_LINES:]
    return [f"  {source.place(line)}: {text[line - 1]}" for line in shown]


def of_cells(said: Any, source: Text) -> str:
    """Describes what did not run of a notebook: its lines, and the student's own errors.

    It was said before anything was asked, so it holds nothing of a check.
    """
    text = [line[:MAX_QUOTED] for line in source.lines]
    notes = said if isinstance(said, list) else []
    words = []
    for note in notes[:MAX_NOTES]:
        match note:
            case {"what": "skipped", "line": int(line)} if 1 <= line <= len(text):
                words.append(f"  {source.place(line)} was not run: {text[line - 1]}")
            case {"what": "failed", "line": int(line), "message": str(message)} if 1 <= line <= len(text):
                first = message[:MAX_QUOTED].partition("\n")[0]
                words.append(f"  {source.place(line)} failed: {text[line - 1]}\n    {first}")
    if words and len(notes) > MAX_NOTES:
        words.append(f"  and {len(notes) - MAX_NOTES} more")
    return cap(clean("\n".join(["Of your notebook:", *words]))) if words else ""


def cap(text: str) -> str:
    """Cuts a text that is too long to be read."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " […]"
