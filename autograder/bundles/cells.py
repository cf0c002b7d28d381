"""Notebooks as JSON, or as scripts that editors show as notebooks: cells in, the same bytes every time out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def markdown(source: str, **metadata: Any) -> Cell:
    """Returns a cell of text."""
    return {"cell_type": "markdown", "metadata": metadata, "source": lines(source)}


def code(source: str, **metadata: Any) -> Cell:
    """Returns a cell of code that has not run."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": lines(source)}


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
