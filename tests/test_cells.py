"""Cells run as in Jupyter, but without IPython: what fails or is skipped is told by its line."""

import ast
from typing import Any

import pytest

from autograder.isolation import wire
from autograder.isolation.cells import MAX_NOTES, translate
from autograder.isolation.client import WorkerLine
from tests.workers import call


def run(worker: WorkerLine, *cells: str, seconds: float = 20) -> list[dict[str, Any]]:
    """Runs cells and returns the notes."""
    request = {"do": "run", "name": "work", "cells": list(cells), "seconds": seconds}
    notes: list[dict[str, Any]] = worker.request(request, 20, wire.refuse, wire.refuse)["value"]
    return notes


@pytest.mark.parametrize(
    ("cell", "python", "skipped"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", []),
        ("x = 1\n  %config X\n", None, [1]),
        ("!pip install x\nx = 1", "pass\nx = 1", [0]),
        ("!echo don't (\nx = 1\n!don't", "pass\nx = 1\npass", [0, 2]),
        ("!pip install \\\n    x \\\n  y\nx = 1", "pass\n\n\nx = 1", [0]),
        ("if x:\n    !ls\n    y = 1", "if x:\n    pass\n    y = 1", [1]),
        ("files = !ls\na, b.c = %env", "pass\npass", [0, 1]),
        ("%time x = f(1)\nif 1:\n    %time y = 2", "x = f(1)\nif 1:\n    y = 2", []),
        ("%timeit f()\n%load_ext x", "pass\npass", []),
        ("%cd work\n%env A=1", "pass\npass", [0, 1]),
        ("?x\nx?\nnp.array??\nif 1:\n  x?", "pass\npass\npass\nif 1:\n  pass", []),
        ("%%time\nx = 1", "\nx = 1", []),
        ("\n\n%%capture out\nx = 1", "\n\n\nx = 1", []),
        ("%%bash\nrm -rf /\nx", "\n\n", [0]),
        ("%%timeit\nx = 1", "\n", []),
        ("%%html\n<b>", "\n", []),
        ("  x = 1\n  y = 2", "x = 1\ny = 2", []),
        ("x = (5\n% 2)\ny = '''\n!ls\n%cd\n'''\nx;", "x = (5\n% 2)\ny = '''\n!ls\n%cd\n'''\nx;", []),
        ("x = 5 \\\n% 2  # what?", "x = 5 \\\n% 2  # what?", []),
        ("", "", []),
        ("\n \n", "\n \n", []),
    ],
)
def test_the_syntax_of_ipython_is_translated_line_by_line(cell: str, python: str | None, skipped: list[int]) -> None:
    text, lines = translate(cell)
    assert text.count("\n") == cell.count("\n")
    if python is not None:
        assert (text, lines) == (python, skipped)
        ast.parse(text)


@pytest.mark.parametrize("cell", ["def :\n!ls", "x = 'it\n!ls", "x = 1 +\n", "\0", "(" * 10**5, "-" * 10**5 + "1"])
def test_what_is_no_python_stays_for_the_cell_to_fail(cell: str) -> None:
    assert translate(cell)[0].count("\n") == cell.count("\n")


def test_cells_run_in_order_in_one_namespace(worker: WorkerLine) -> None:
    assert run(worker, "x = 1", "x += 1\ny = x", "def f():\n    return x, y") == []
    assert call(worker, "f")["value"] == (2, 2)


def test_the_last_definition_that_ran_wins(worker: WorkerLine) -> None:
    run(worker, "def f():\n    return 1", "def f():\n    return 2", "1 / 0\ndef f():\n    return 3", "def f(:\n  pass")
    assert call(worker, "f")["value"] == 2


def test_a_cell_that_fails_fails_alone_and_is_told_by_its_line(worker: WorkerLine) -> None:
    notes = run(
        worker,
        "def f():\n    return g()",
        "x = 1\nraise ValueError('no')\ny = 2",
        "f()",
        "input()",
        "exit()",
        "def broken(:",
        "return 5",
        "raise KeyboardInterrupt",
        "def g():\n    return x",
    )
    assert [(note["what"], note["line"], note["message"]) for note in notes] == [
        ("failed", 4, "ValueError: no"),
        ("failed", 6, "NameError: name 'g' is not defined"),
        ("failed", 7, "EOFError: EOF when reading a line"),
        ("failed", 8, "SystemExit: None"),
        ("failed", 9, "SyntaxError: invalid syntax"),
        ("failed", 10, "SyntaxError: 'return' outside function"),
        ("failed", 11, "KeyboardInterrupt"),
    ]
    assert call(worker, "f")["value"] == 1


def test_a_module_that_is_not_here_fails_alone(worker: WorkerLine) -> None:
    """The student has it, or has seen the cell fail: what follows in the cell ran there."""
    cell = "import numpy as np\nimport nowhere.to_be.found as x\nfrom here import there\ndef f():\n    return np.e"
    assert [(note["line"], note["message"]) for note in run(worker, cell)] == [
        (2, "ModuleNotFoundError: No module named 'nowhere'"),
        (3, "ModuleNotFoundError: No module named 'here'"),
    ]
    assert call(worker, "f")["value"] > 2


def test_a_cell_that_takes_long_leaves_time_for_the_others(worker: WorkerLine) -> None:
    (note,) = run(worker, "while True:\n    pass", "def f():\n    return 1", seconds=4)
    assert note["message"] == "Timeout: the cell was stopped after 1 seconds"
    assert call(worker, "f")["value"] == 1


def test_what_cells_print_and_draw_is_not_shown(worker: WorkerLine) -> None:
    code = "import os\nprint('x' * 10**7)\ndisplay(1)\nplots = os.environ['MPLBACKEND']\ndef f():\n    print('called')"
    assert run(worker, code) == []
    call(worker, "f")
    assert worker.take_output() == "called\n"


def test_what_is_imported_from_the_future_holds_for_the_cells_after_it(worker: WorkerLine) -> None:
    assert run(worker, "from __future__ import annotations", "def f(x: Unknown):\n    return 1") == []
    assert "NameError" in run(worker, "def g(x: Unknown):\n    return 1")[0]["message"]


def test_the_source_of_a_function_can_be_read_as_tensorflow_does(worker: WorkerLine) -> None:
    code = "import inspect\ndef f():\n    return inspect.getsource(f), __name__, f.__module__"
    assert run(worker, "%matplotlib inline\nx = 1\n", code) == []
    assert call(worker, "f")["value"] == (code.partition("\n")[2] + "\n", "work", "work")


def test_an_error_names_its_line_through_all_cells(worker: WorkerLine) -> None:
    run(worker, "!ls\nx = 1", "\ndef f():\n    return 1 / 0\n")
    assert call(worker, "f")["error"]["lines"] == [5]


def test_notes_have_an_end(worker: WorkerLine) -> None:
    assert len(run(worker, *["1 / 0"] * 500)) == MAX_NOTES
