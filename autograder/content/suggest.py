"""The end of a sentence that says that a name is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Returns the nearest name as a question, or all that there are."""
    words = list(words)
    near = difflib.get_close_matches(word, words, 1, 0.5) or [other for other in words if word and word in other]
    return f": did you mean {near[0]!r}?" if near else f": there are {', '.join(words) or 'none'}"
