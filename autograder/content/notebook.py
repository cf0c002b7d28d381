"""Reads a notebook as data: what its code cells say, and nothing of what they have shown.

It is JSON, or a script in the percent format, which keeps text in comments and has a mark above each cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from autograder.model import Notebook, SubmissionError

# How the name of a script ends that is a notebook.
SCRIPT = ".nb.py"
MARK = re.compile(r"^# %%(.*)$", re.MULTILINE)
TEXT = re.compile(r"\[(?:markdown|md|raw)\]")
MAX_CELLS = 2000
MAX_CODE = 1 << 20
# Cells that were handed out to set up or run public checks, by us or for Otter: they are no answer.
OURS = re.compile(
    r"\s*(?:# autograder:|%%check\b)"
    r"|\s*import otter\s+grader = otter\.Notebook\([^()]*\)\s*$"
    r"|\s*grader\.(?:check|check_all|export)\([^()]*\)\s*$"
)


def is_notebook(place: str) -> bool:
    """Says whether a file is a notebook, by its name."""
    return place.lower().endswith((".ipynb", SCRIPT))


def read_notebook(name: str, data: bytes) -> Notebook:
    """Returns the code cells of a notebook.

    Raises:
        SubmissionError: If it is no notebook of format 4, or too large; the message names it and says what to do.
    """
    if name.lower().endswith(SCRIPT):
        return _bounded(name, _cells_of_script(name, data))
    try:
        # No number matters but the format's, and a float costs little however many digits it has.
        content = json.loads(data.decode("utf-8-sig"), parse_int=float)
    except (ValueError, RecursionError):
        raise SubmissionError(f"{name} is no notebook that can be read: it is not JSON") from None
    if not isinstance(content, dict) or "nbformat" not in content:
        raise SubmissionError(f"{name} is no notebook: it names no nbformat")
    if content["nbformat"] != 4:
        found = f"{content['nbformat']:g}" if isinstance(content["nbformat"], float) else "of another kind"
        raise SubmissionError(f"{name} has nbformat {found}, not 4: open it in Jupyter and save it again")
    cells = content.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise SubmissionError(f"{name} is no notebook: it has no list of cells")
    if len(cells) > MAX_CELLS:
        raise SubmissionError(f"{name} has more than {MAX_CELLS} cells")
    return _bounded(
        name, [_code(name, number, cell) for number, cell in enumerate(cells, 1) if cell.get("cell_type") == "code"]
    )


def _cells_of_script(name: str, data: bytes) -> list[str]:
    try:
        text = re.sub(r"\r\n|\r", "\n", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SubmissionError(f"{name} is no notebook that can be read: it is not UTF-8") from None
    _, *parts = MARK.split(text)  # before the first mark, there is what editors keep for themselves
    if not parts:
        raise SubmissionError(f"{name} is no notebook: it has no line that begins with # %%")
    cells = zip(parts[::2], parts[1::2], strict=True)
    return [_answer(cell.strip("\n")) for mark, cell in cells if not TEXT.search(mark)]


def _bounded(name: str, code: Sequence[str]) -> Notebook:
    if len(code) > MAX_CELLS:
        raise SubmissionError(f"{name} has more than {MAX_CELLS} cells")
    if sum(map(len, code)) > MAX_CODE:
        raise SubmissionError(f"{name} has more than {MAX_CODE >> 20} MB of code")
    return Notebook(tuple(code))


def _answer(code: str) -> str:
    """Returns what is the student's own of a cell."""
    return "" if OURS.match(code) else code


def _code(name: str, number: int, cell: dict[str, Any]) -> str:
    source = cell.get("source")
    lines: list[Any] = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise SubmissionError(f"{name} is no notebook: the source of cell {number} is not text")
    # JSON can spell half of a surrogate pair, which is no character.
    text = "".join(lines).encode(errors="replace").decode()
    return _answer(re.sub(r"\r\n|\r", "\n", text))
