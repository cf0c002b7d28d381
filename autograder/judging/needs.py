"""Which libraries a worker should have imported before it gets a source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.model import Exercise, Notebook, Source


def needs_of(exercise: Exercise, source: Source, offered: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Returns what the exercise needs, or else what is offered of the libraries that the source imports.

    To import such a library takes seconds in a worker that does not have it yet. What `given.py` imports does not
    count: an exercise that asks for nothing of it does not run it.
    """
    if exercise.needs:
        return exercise.needs
    text = source.text if isinstance(source, Notebook) else source.decode(errors="replace")
    return max((names for names in offered if _imports(text, names)), key=len, default=())


def _imports(text: str, names: tuple[str, ...]) -> bool:
    words = "|".join(map(re.escape, names))
    return bool(names) and re.search(rf"^[ \t]*(?:import|from)[ \t]+(?:{words})\b", text, re.MULTILINE) is not None
