"""The notebook that goes to students: the lesson, and each exercise with its stub and its public checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.bundles.cells import Cell, code, given, lines, literal, markdown, notebook, percent
from autograder.bundles.requirements import libraries
from autograder.content.source import read_text
from autograder.model import Assignment, Exercise
from autograder.results.files import write_file

# The modules that the checks import and that run them; what they hold stands in the notebook as text.
MODULES = ("checking", "notebook_checks")
FIGURE = re.compile(r"^!\[(.*)\]\((figures/[^)]*\.svg)\)\n", re.MULTILINE)
HIDDEN: dict[str, Any] = {"jupyter": {"source_hidden": True}}
HOW = """## How to work in this notebook

1. Run all cells once (*Run all*): the figures are drawn, and the checks are all red.
2. Write each function where its cell says `raise NotImplementedError`, and run that cell and the check below it.
3. Hand in this notebook, with any name.

The checks here are the public ones. Hidden checks decide the mark; they test the same sentences of the docstrings
with other numbers. You need Python 3.11 to 3.13 with {needs}; nothing is installed by this notebook.
"""
SCRIPT = """# All exercises in one notebook

This is a script in the percent format: Jupytext, VS Code and others show it as a notebook. You may work here instead
of in the folders, and hand it in alone. A line such as `# %check {name}` runs the checks of an exercise, as a
magic of IPython: take away the `#` where your editor has not done so."""
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
    """Writes the notebook."""
    cells = [
        *_lesson(assignment, template),
        *(cell for exercise in assignment.exercises for cell in _exercise(exercise)),
    ]
    write_file(path, notebook(cells))


def script(assignment: Assignment) -> bytes:
    """Returns the same without the lesson and its figures, as a script for a folder that has them and the checks."""
    cells = [markdown(SCRIPT.format(name=assignment.exercises[0].name)), code("# %load_ext notebook_checks")]
    for exercise in assignment.exercises:
        cells += [markdown(read_text(exercise.public / "README.md")), code(read_text(exercise.stub))]
        cells.append(code(f"# %check {exercise.name}"))
    return percent(cells)


def _lesson(assignment: Assignment, template: Path) -> Iterator[Cell]:
    """Yields the lesson section by section; how to work comes after the first."""
    ids = "|".join(re.escape(exercise.id) for exercise in assignment.exercises)
    text = re.sub(rf"\(({ids})/README\.md\)", r"(#\1)", read_text(assignment.public / "README.md"))
    first, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    yield from _with_figures(first, assignment.public)
    needs = sorted({*libraries(assignment), "numpy", "pytest"})
    yield markdown(HOW.format(needs=", ".join(needs)))
    modules = "".join(f'    "{name}": {literal(template / f"{name}.py")},\n' for name in MODULES)
    yield code(SETUP.format(modules=modules), **HIDDEN)
    yield from given(assignment, **HIDDEN)
    for section in sections:
        yield from _with_figures(section, assignment.public)


def _exercise(exercise: Exercise) -> Iterator[Cell]:
    readme = exercise.public / "README.md"
    anchor = f'<a id="{exercise.id}"></a>\n\n'
    yield from _with_figures(anchor + read_text(readme), exercise.public.parent)
    yield code(read_text(exercise.stub))
    yield code(f"%%check {exercise.name}\n{read_text(exercise.public_checks)}", **HIDDEN)


def _with_figures(text: str, folder: Path) -> Iterator[Cell]:
    """Yields a text in parts: a figure is a cell of its own, since not every notebook shows one within a text."""
    before, *rest = FIGURE.split(text)
    yield markdown(before)
    for number in range(0, len(rest), 3):
        caption, place, after = rest[number : number + 3]
        svg = read_text(folder / place)
        shown = {"output_type": "display_data", "data": {"image/svg+xml": lines(svg)}, "metadata": {}}
        yield code(f"%%svg\n{svg}", **HIDDEN) | {"outputs": [shown]}
        yield markdown(f"*{caption}*\n{after}")
