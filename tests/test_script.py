"""A script in the percent format is a notebook: in the student zip, and when it comes back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.bundles import student
from autograder.content.catalog import Course
from autograder.content.notebook import MAX_CELLS, read_notebook
from autograder.model import SubmissionError
from tests.conftest import ANSWER, STUB


def cells(text: str) -> tuple[str, ...]:
    return read_notebook("ada.nb.py", text.encode()).cells


def handed_out(course: Course) -> str:
    return student.members(course.assignment("01_demo"), course.template)["01_demo.nb.py"].decode()


def test_cells_stand_below_their_marks_and_text_is_none() -> None:
    head = "# ---\n# jupyter: {}\n# ---\n\n# %% [markdown]\n# # Title\n\n"
    assert cells(f"{head}# %%\na = 1\n\n# %% tags=['x']\n\nb = 2\r\nc = 3\n") == ("a = 1", "b = 2\nc = 3")
    assert cells("# %% [raw]\nx\n# %% [md]\ny\n# %%") == ("",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a = 1\n", "is no notebook: it has no line that begins with # %%"),
        (b"# %%\n'\xff'\n", "is no notebook that can be read: it is not UTF-8"),
        (b"# %%\n" * (MAX_CELLS + 1), f"has more than {MAX_CELLS} cells"),
    ],
)
def test_what_is_no_such_script_says_why(data: bytes, words: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        read_notebook("ada.nb.py", data)
    assert str(caught.value) == f"ada.nb.py {words}"


def test_the_student_zip_has_every_stub_in_one(course: Course) -> None:
    text = handed_out(course)
    compile(text, "01_demo.nb.py", "exec")
    assert STUB.strip() in cells(text)
    assert "# %check double" in text


@pytest.mark.parametrize(
    ("files", "score"),
    [
        ({"01_demo.nb.py": "filled"}, 10),
        ({"01_demo.nb.py": "as it was"}, 0),
        ({"01_demo.nb.py": "filled", "01_double/double.py": STUB}, 10),
        ({"01_demo.nb.py": "as it was", "01_double/double.py": ANSWER}, 10),
    ],
)
def test_it_counts_as_soon_as_it_holds_an_answer(
    root: Path, course: Course, tmp_path: Path, files: dict[str, str], score: int
) -> None:
    script = handed_out(course)
    texts = {"filled": script.replace(STUB.strip(), ANSWER), "as it was": script}
    for place, text in files.items():
        (tmp_path / "ada" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ada" / place).write_text(texts.get(text, text))
    command = ["autograder", "--course", root, "grade", tmp_path / "ada", "--out", tmp_path / "out"]
    done = subprocess.run([sys.executable, "-m", *map(str, command)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (result,) = map(json.loads, (tmp_path / "out" / "results.jsonl").read_text().splitlines())
    assert result["score"] == score
