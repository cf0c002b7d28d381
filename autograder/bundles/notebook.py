"""The notebook that goes to students: the lesson, and each exercise with its stub and its public checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.content.source import read_text
from autograder.model import Assignment, ContentError, Exercise
from autograder.results.files import write_file

Cell = dict[str, Any]

# The modules that the checks import and that run them; what they hold stands in the notebook as text.
MODULES = ("checking", "notebook_checks")
FIGURE = re.compile(r"^!\[(.*)\]\((figures/[^)]*\.svg)\)\n", re.MULTILINE)
HIDDEN = {"jupyter": {"source_hidden": True}}
HOW = """## How to work in this notebook

1. Run all cells once (*Run all*): the figures are drawn, and the checks are all red.
2. Write each function where its cell says `raise NotImplementedError`, and run that cell and the check below it.
3. Hand in this notebook, with any name.

The checks here are the public ones. Hidden checks decide the mark; they test the same sentences of the docstrings
with other numbers. You need Python 3.11 to 3.13 with {needs}; nothing is installed by this notebook.
"""
SETUP = """# autograder: makes %%check known. Leave this cell as it is, and run it first.
import sys
import types

for name, source in {{
{modules}}}.items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(source, name, "exec"), vars(sys.modules[name]))
sys.modules["notebook_checks"].load_ipython_extension(get_ipython())
"""


def write(assignment: Assignment, template: Path, path: Path) -> None:
    """Writes the notebook, in the layout in which Jupyter saves it."""
    cells = [*_lesson(assignment, template)]
    for exercise in assignment.exercises:
        cells += _exercise(exercise)
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    write_file(path, (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def _lesson(assignment: Assignment, template: Path) -> Iterator[Cell]:
    """Yields the lesson section by section; how to work comes after the first."""
    ids = "|".join(re.escape(exercise.id) for exercise in assignment.exercises)
    text = re.sub(rf"\(({ids})/README\.md\)", r"(#\1)", read_text(assignment.public / "README.md"))
    first, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    yield from _with_figures("lesson-0", first, assignment.public)
    needs = sorted({need for exercise in assignment.exercises for need in exercise.needs} | {"numpy", "pytest"})
    yield _markdown("how", HOW.format(needs=", ".join(needs)))
    modules = "".join(f'    "{name}": {_literal(template / f"{name}.py")},\n' for name in MODULES)
    yield _code("setup", SETUP.format(modules=modules), HIDDEN)
    for number, section in enumerate(sections, 1):
        yield from _with_figures(f"lesson-{number}", section, assignment.public)


def _exercise(exercise: Exercise) -> Iterator[Cell]:
    readme = exercise.public / "README.md"
    anchor = f'<a id="{exercise.id}"></a>\n\n'
    yield from _with_figures(f"{exercise.name}-text", anchor + read_text(readme), exercise.public.parent)
    yield _code(f"{exercise.name}-stub", read_text(exercise.stub))
    yield _code(f"{exercise.name}-check", f"%%check {exercise.name}\n{read_text(exercise.public_checks)}", HIDDEN)


def _with_figures(id: str, text: str, folder: Path) -> Iterator[Cell]:
    """Yields a text in parts: a figure is a cell of its own, since not every notebook shows one within a text."""
    before, *rest = FIGURE.split(text)
    yield _markdown(id, before)
    for number in range(0, len(rest), 3):
        caption, place, after = rest[number : number + 3]
        svg = read_text(folder / place)
        shown = {"output_type": "display_data", "data": {"image/svg+xml": _lines(svg)}, "metadata": {}}
        yield _code(f"{id}-figure-{number // 3}", f"%%svg\n{svg}", HIDDEN, [shown])
        yield _markdown(f"{id}-{number // 3}", f"*{caption}*\n{after}")


def _literal(path: Path) -> str:
    """Returns a file's text as it would stand in Python, readable; the text is ours and can do without the marks."""
    text = read_text(path)
    if "'''" in text:
        raise ContentError(path, None, "holds ''', which would end it in a notebook: write \"\"\"")
    return f"r'''{text}'''"


def _markdown(id: str, text: str) -> Cell:
    return {"cell_type": "markdown", "id": _id(id), "metadata": {}, "source": _lines(text)}


def _code(id: str, text: str, metadata: dict[str, Any] | None = None, outputs: list[Any] | None = None) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": _id(id),
        "metadata": metadata or {},
        "outputs": outputs or [],
        "source": _lines(text),
    }


def _id(name: str) -> str:
    """Returns the name of a cell as the format wants it: up to 64 letters, digits and marks."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)[-64:]


def _lines(text: str) -> list[str]:
    """Returns the lines of a source as Jupyter saves them: without the line break at the end."""
    return text.strip("\n").splitlines(keepends=True)
