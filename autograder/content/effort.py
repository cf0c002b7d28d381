"""Reads from the head of an exercise's README how hard the exercise is, and how long it takes."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.content.source import read_text
from autograder.model import Effort

FORM = "*Difficulty: n of 5 · about m minutes · ...*"
LINE = re.compile(r"\*Difficulty: ([1-5]) of 5 · about ([1-9][0-9]*) minutes · [^*]+\*")
# Further down, a README may quote such a line.
HEAD = 5


def read_effort(readme: Path) -> Effort | None:
    """Returns what a README says below its title, or `None` if it says nothing of the kind."""
    if not readme.is_file():
        return None
    for line in read_text(readme).splitlines()[:HEAD]:
        if found := LINE.fullmatch(line.strip()):
            return Effort(int(found[1]), int(found[2]))
    return None
