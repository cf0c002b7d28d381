"""Reads a notebook as data: what its code cells say, and nothing of what they have shown."""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.model import Notebook, SubmissionError

MAX_CELLS = 2000
MAX_CODE = 1 << 20
# Cells that were handed out to set up or run public checks, by us or for Otter: they are no answer.
OURS = re.compile(
    r"\s*(?:# autograder:|%%check\b)"
    r"|\s*import otter\s+grader = otter\.Notebook\([^()]*\)\s*$"
    r"|\s*grader\.(?:check|check_all|export)\([^()]*\)\s*$"
)


def read_notebook(name: str, data: bytes) -> Notebook:
    """Returns the code cells of a notebook.

    Raises:
        SubmissionError: If it is no notebook of format 4, or too large; the message names it and says what to do.
    """
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
    code = tuple(_code(name, number, cell) for number, cell in enumerate(cells, 1) if cell.get("cell_type") == "code")
    if sum(map(len, code)) > MAX_CODE:
        raise SubmissionError(f"{name} has more than {MAX_CODE >> 20} MB of code")
    return Notebook(code)


def _code(name: str, number: int, cell: dict[str, Any]) -> str:
    source = cell.get("source")
    lines: list[Any] = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise SubmissionError(f"{name} is no notebook: the source of cell {number} is not text")
    # JSON can spell half of a surrogate pair, which is no character.
    text = "".join(lines).encode(errors="replace").decode()
    return "" if OURS.match(text) else re.sub(r"\r\n|\r", "\n", text)
