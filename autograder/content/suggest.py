"""The end of a sentence that says that a name is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_NAMES = 10


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Returns the nearest name as a question, or else what there is, but no whole class of names."""
    words = list(words)
    near = difflib.get_close_matches(word, words, 1, 0.5) or [other for other in words if word and word in other]
    if near:
        return f": did you mean {near[0]!r}?"
    more = f" and {len(words) - MAX_NAMES} more" if len(words) > MAX_NAMES else ""
    return f": there are {', '.join(words[:MAX_NAMES]) or 'none'}{more}"
