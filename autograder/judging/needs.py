"""Which libraries a worker should have imported before it gets a source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.content.given import neighbours
from autograder.model import Exercise, Notebook, Source


def needs_of(exercise: Exercise, source: Source, offered: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Returns what the exercise needs, or else what is offered of the libraries that the source imports.

    To import such a library takes seconds in a worker that does not have it yet. A notebook also imports what is given
    in the other exercises.
    """
    if exercise.needs:
        return exercise.needs
    if isinstance(source, Notebook):
        texts = [source.text, *(path.read_text(encoding="utf-8") for path in neighbours(exercise))]
    else:
        texts = [source.decode(errors="replace")]
    found = [names for names in offered if any(_imports(text, names) for text in texts)]
    return max(found, key=len, default=())


def _imports(text: str, names: tuple[str, ...]) -> bool:
    words = "|".join(map(re.escape, names))
    return bool(names) and re.search(rf"^[ \t]*(?:import|from)[ \t]+(?:{words})\b", text, re.MULTILINE) is not None
