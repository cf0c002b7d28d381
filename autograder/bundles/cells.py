"""Notebooks as JSON, or as scripts that editors show as notebooks: cells in, the same bytes every time out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.content.source import read_text
from autograder.model import Assignment, ContentError

Cell = dict[str, Any]
GIVEN = """# autograder: what is given, for `from given import ...`. Leave this cell as it is, and run it first.
import linecache
import sys
import types

place, source = "what is given", {source}
linecache.cache[place] = len(source), None, source.splitlines(keepends=True), place
sys.modules["given"] = types.ModuleType("given")
exec(compile(source, place, "exec"), vars(sys.modules["given"]))
"""
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def markdown(source: str, **metadata: Any) -> Cell:
    """Returns a cell of text."""
    return {"cell_type": "markdown", "metadata": metadata, "source": lines(source)}


def code(source: str, **metadata: Any) -> Cell:
    """Returns a cell of code that has not run."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": lines(source)}


def given(assignment: Assignment, **metadata: Any) -> Iterator[Cell]:
    """Yields the cell that stands for the file `given.py` of an assignment, where it has one."""
    if assignment.given:
        yield code(GIVEN.format(source=literal(assignment.given)), **metadata)


def literal(path: Path) -> str:
    """Returns a file's text as it would stand in Python, readable; the text is ours and can do without the marks."""
    text = read_text(path)
    if "'''" in text:
        raise ContentError(path, None, "holds ''', which would end it in a notebook: write \"\"\"")
    return f"r'''{text}'''"


def lines(source: str) -> list[str]:
    """Returns a text as notebooks keep it."""
    return source.strip("\n").splitlines(keepends=True)


def notebook(cells: Sequence[Cell]) -> bytes:
    """Returns a notebook of format 4.5; a cell is known by its number."""
    numbered = [{"id": f"cell-{number}"} | cell for number, cell in enumerate(cells, 1)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    content = {"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def percent(cells: Sequence[Cell]) -> bytes:
    """Returns the cells as a script in the percent format, in which text is comments."""
    return "\n\n".join(map(_percent, cells)).encode() + b"\n"


def _percent(cell: Cell) -> str:
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        return f"# %%\n{source}"
    return "# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in source.split("\n"))
