"""A notebook is read as data: its code and nothing else, and what is none says why."""

import time

import pytest

from autograder.content import digest
from autograder.content.notebook import MAX_CELLS, MAX_CODE, read_notebook
from autograder.model import Notebook, SubmissionError
from tests.notebooks import cell, notebook

OUTPUT = {"output_type": "stream", "name": "stdout", "text": "x" * 50}


def cells(data: bytes) -> tuple[str, ...]:
    return read_notebook("ada.ipynb", data).cells


def reason(data: bytes) -> str:
    with pytest.raises(SubmissionError) as caught:
        read_notebook("ada.ipynb", data)
    assert str(caught.value).startswith("ada.ipynb ")
    return str(caught.value)


def test_code_cells_are_read_in_their_order() -> None:
    assert cells(notebook("a = 1", cell("# Text", "markdown"), cell(["b = 2\n", "c = 3"]), cell("raw", "raw"))) == (
        "a = 1",
        "b = 2\nc = 3",
    )


def test_lines_end_alike_whatever_wrote_them() -> None:
    assert cells(notebook("a\r\nb\rc\n\x0cd")) == ("a\nb\nc\n\x0cd",)


def test_cells_of_the_notebook_bundle_that_check_are_no_code_of_the_student() -> None:
    """They keep their place, so that cells are counted as the student sees them."""
    ours = ["# autograder: setup\nx", "%%check double\nx", "\n%%check double"]
    ours += ["import otter\n\ngrader = otter.Notebook()", 'grader.check("double")', "grader.check_all()\n"]
    theirs = ["%%checked", "#", "import otter\nx = 1", 'grader.check("double")\nx = 1', "# autograder"]
    assert cells(notebook(*ours, *theirs)) == ("",) * len(ours) + tuple(theirs)


def test_the_digest_is_of_the_code_only() -> None:
    plain = read_notebook("a.ipynb", notebook("x = 1", "y"))
    run = notebook(
        cell("x = 1", outputs=[OUTPUT], execution_count=7, metadata={"tags": ["a"]}), cell("# Text", "markdown"), "y"
    )
    assert digest.of_source(read_notebook("b.ipynb", run)) == digest.of_source(plain)
    others = [Notebook(("x = 1",)), Notebook(("x = 1y",)), Notebook(("x = 1", "", "y")), plain.text.encode()]
    assert len({digest.of_source(source) for source in (plain, *others)}) == 5


def test_a_line_is_named_by_its_cell() -> None:
    found = Notebook(("a\nb", "", "c\n"))
    assert [found.place(line) for line in range(1, 7)] == [
        "code cell 1, line 1",
        "code cell 1, line 2",
        "code cell 2, line 1",
        "code cell 3, line 1",
        "code cell 3, line 2",
        "the notebook",
    ]
    assert found.text.split("\n") == ["a", "b", "", "c", ""]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"def double(x): pass", "not JSON"),
        (b'{"cells": [', "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 10**6, "not JSON"),
        (b'{"a":' * 10**6, "not JSON"),
        (b"[]", "names no nbformat"),
        (b"{}", "names no nbformat"),
        (b'{"nbformat": 3, "worksheets": []}', "has nbformat 3, not 4: open it in Jupyter and save it again"),
        (b'{"nbformat": ' + b"9" * 10**5 + b"}", "has nbformat inf, not 4"),
        (b'{"nbformat": "4"}', "has nbformat of another kind"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
        (b'{"nbformat": 4, "cells": [1]}', "no list of cells"),
        (notebook(cell(None)), "the source of cell 1 is not text"),
        (notebook("x", cell(["x", 1])), "the source of cell 2 is not text"),
        (notebook(cell({"x": "y"})), "the source of cell 1 is not text"),
        (notebook(*["x"] * (MAX_CELLS + 1)), "more than 2000 cells"),
        (notebook("x" * MAX_CODE, "x"), "more than 1 MB of code"),
    ],
    ids=range(19),
)
def test_what_is_no_notebook_says_why(data: bytes, words: str) -> None:
    assert words in reason(data)


def test_many_outputs_are_passed_over_quickly() -> None:
    data = notebook(cell("x = 1", outputs=[OUTPUT] * 10**5))
    started = time.monotonic()
    assert cells(data) == ("x = 1",)
    assert time.monotonic() - started < 5


def test_half_a_character_is_none() -> None:
    assert cells(notebook("x = '\ud800'")) == ("x = '?'",)
    assert cells(b"\xef\xbb\xbf" + notebook("x")) == ("x",)
