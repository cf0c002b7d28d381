"""Which file is meant where several hold an exercise: the rule is told wherever it decides."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.content.choice import MAX_NOTEBOOKS, Handin
from autograder.content.submission import MAX_NOTEBOOK, read
from autograder.model import Exercise, Notebook, Submission, SubmissionError
from tests.conftest import STUB
from tests.notebooks import notebook

CODE = "def double(x):\n    return x + x\n"
OTHER = "def double(x):\n    return 2 * x\n"
NOTEBOOK = notebook(CODE)


@pytest.fixture
def one(course: Course) -> Exercise:
    return course.exercise("01_demo", "01_double")


@pytest.fixture
def two(one: Exercise) -> list[Exercise]:
    """Two exercises; the second asks for a function of another name."""
    public = one.public.with_name("02_treble")
    public.mkdir()
    (public / "treble.py").write_text(STUB.replace("double", "treble"))
    return [one, replace(one, id="02_treble", public=public)]


def handin(folder: Path, files: dict[str, bytes | str], *exercises: Exercise) -> Handin:
    """Reads files that were handed in as a zip."""
    path = folder / "ada.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for place, data in files.items():
            archive.writestr(place, data)
    return read(Submission("ada", path), exercises)


@pytest.mark.parametrize("name", ["work.ipynb", "double.ipynb", "ada_4711_double.ipynb", "ü x.IPYNB"])
def test_a_lone_notebook_may_have_any_name(tmp_path: Path, two: list[Exercise], name: str) -> None:
    (tmp_path / name).write_bytes(notebook(CODE, "def treble(x): ..."))
    found = read(Submission("ada", tmp_path / name), two)
    assert found.sources.keys() == {"01_double", "02_treble"}
    assert found.notes == {}


def test_a_lone_notebook_of_the_only_exercise_need_not_look_like_it(tmp_path: Path, one: Exercise) -> None:
    (tmp_path / "work.ipynb").write_bytes(notebook("exec('def double(x): ...')"))
    assert read(Submission("ada", tmp_path / "work.ipynb"), [one]).missing == {}


@pytest.mark.parametrize("code", [CODE, "if 1:\n\tdef double(x): ...", "double = len", "class double: ..."])
def test_a_notebook_of_any_name_holds_what_it_defines(tmp_path: Path, two: list[Exercise], code: str) -> None:
    found = handin(tmp_path, {"a/work.ipynb": notebook("x = 1", code)}, *two)
    assert found.sources == {"01_double": Notebook(("x = 1", code))}
    assert found.missing == {"02_treble": "Not handed in: there is no file treble.py, and no notebook defines treble."}


@pytest.mark.parametrize("code", ["double(2)", "# double\nx = double == 2", "def doubles(): ...", "double == 2"])
def test_a_notebook_without_any_exercise_is_refused(tmp_path: Path, two: list[Exercise], code: str) -> None:
    with pytest.raises(SubmissionError, match=r"double\.py, treble\.py, and no notebook with these exercises"):
        handin(tmp_path, {"work.ipynb": notebook(code)}, *two)


def test_copies_that_jupyter_keeps_are_ignored(tmp_path: Path, one: Exercise) -> None:
    files = {"work.ipynb": NOTEBOOK, ".ipynb_checkpoints/work-checkpoint.ipynb": notebook(OTHER)}
    assert handin(tmp_path, files, one) == Handin({"01_double": Notebook((CODE,))}, {})


@pytest.mark.parametrize(
    ("named", "expected"), [({"double.py": OTHER}, OTHER.encode()), ({"double.ipynb": notebook(OTHER)}, (OTHER,))]
)
def test_a_file_named_after_the_exercise_goes_first_and_that_is_told(
    tmp_path: Path, one: Exercise, named: dict[str, bytes | str], expected: object
) -> None:
    found = handin(tmp_path, {"work.ipynb": NOTEBOOK} | named, one)
    assert getattr(found.sources["01_double"], "cells", found.sources["01_double"]) == expected
    assert found.notes["01_double"].startswith(f"{next(iter(named))} was judged: work.ipynb holds this exercise too")


def test_a_scratch_notebook_beside_the_file_is_not_worth_a_word(tmp_path: Path, one: Exercise) -> None:
    files = {"double.py": CODE, "scratch.ipynb": notebook("from double import double\ndouble(2)")}
    assert handin(tmp_path, files, one) == Handin({"01_double": CODE.encode()}, {})


@pytest.mark.parametrize("stub", [STUB, STUB.replace("\n", "\r\n"), f"\ufeff{STUB}\n\n"])
def test_a_stub_as_it_was_handed_out_is_no_answer_where_there_is_one(tmp_path: Path, one: Exercise, stub: str) -> None:
    found = handin(tmp_path, {"01_double/double.py": stub, "work.ipynb": NOTEBOOK}, one)
    assert found.sources == {"01_double": Notebook((CODE,))}
    assert found.notes == {"01_double": "work.ipynb was judged: 01_double/double.py is as it was handed out."}
    files = {"old/double.py": stub, "double.py": CODE, "old.ipynb": notebook(STUB), "new.ipynb": notebook(STUB, "")}
    assert handin(tmp_path, files, one) == Handin({"01_double": CODE.encode()}, {})


def test_an_untouched_stub_is_judged_where_there_is_nothing_else(tmp_path: Path, one: Exercise) -> None:
    found = handin(tmp_path, {"double.py": STUB, "work.ipynb": notebook(STUB)}, one)
    assert found == Handin({"01_double": STUB.encode()}, {})


@pytest.mark.parametrize(
    "files",
    [
        {"double.py": CODE, "double.ipynb": notebook(OTHER)},
        {"a.ipynb": NOTEBOOK, "b.ipynb": notebook(OTHER)},
        {"a.ipynb": NOTEBOOK, "b.ipynb": notebook(STUB, CODE)},
    ],
)
def test_where_two_could_be_meant_both_are_named(tmp_path: Path, one: Exercise, files: dict[str, bytes | str]) -> None:
    found = handin(tmp_path, files, one)
    assert found.sources == {}
    assert " and ".join(files) in found.missing["01_double"]
    assert "could both be meant" in found.missing["01_double"]


def test_a_thousand_files_of_one_name_are_neither_read_nor_all_named(tmp_path: Path, one: Exercise) -> None:
    message = handin(tmp_path, {f"{i}/double.py": "#" for i in range(1000)}, one).missing["01_double"]
    assert "4/double.py and 995 more could both be meant" in message


def test_a_long_place_is_named_by_its_end(tmp_path: Path, one: Exercise) -> None:
    places = [f"{letter * 60_000}/double.py" for letter in "ab"]
    message = handin(tmp_path, dict.fromkeys(places, CODE), one).missing["01_double"]
    assert "aaa/double.py and …bbb" in message
    assert len(message) < 1000


def test_there_is_a_largest_number_of_notebooks(tmp_path: Path, one: Exercise) -> None:
    files: dict[str, bytes | str] = {f"{i}.ipynb": notebook("") for i in range(MAX_NOTEBOOKS)} | {"double.py": CODE}
    assert handin(tmp_path, files, one).sources == {"01_double": CODE.encode()}
    with pytest.raises(SubmissionError, match="holds more than 30 notebooks"):
        handin(tmp_path, files | {"one_more.ipynb": b""}, one)


def test_a_broken_notebook_costs_only_what_nothing_else_holds(tmp_path: Path, two: list[Exercise]) -> None:
    found = handin(tmp_path, {"work.ipynb": b"{", "double.py": CODE}, *two)
    assert found.sources == {"01_double": CODE.encode()}
    assert found.missing == {"02_treble": "Not judged: work.ipynb is no notebook that can be read: it is not JSON."}


def test_a_notebook_may_be_larger_than_a_file_of_code_but_not_without_end(tmp_path: Path, one: Exercise) -> None:
    big = notebook(CODE, metadata={"plots": "x" * (2 << 20)})
    assert handin(tmp_path, {"work.ipynb": big}, one).sources == {"01_double": Notebook((CODE,))}
    found = handin(tmp_path, {"work.ipynb": b" " * (MAX_NOTEBOOK + 1)}, one)
    assert found.missing["01_double"] == (
        "Not judged: work.ipynb is larger than 10 MB: clear its outputs and save it again."
    )
