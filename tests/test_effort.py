"""How hard an exercise is and how long it takes is read from the head of its README, and shown."""

from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.content.effort import FORM, read_effort
from autograder.model import ContentError, Effort
from autograder.results.report import show_assignment

README = "exercises/01_demo/01_double/README.md"
LINE = "*Difficulty: 3 of 5 · about 60 minutes · NumPy*"


def effort_in(tmp_path: Path, text: str) -> Effort | None:
    path = tmp_path / "README.md"
    path.write_text(text, encoding="utf-8")
    return read_effort(path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINE, Effort(3, 60)),
        ("*Difficulty: 1 of 5 · about 15 minutes · NumPy not needed*", Effort(1, 15)),
        ("*Difficulty: 5 of 5 · about 120 minutes · Keras on TensorFlow*  ", Effort(5, 120)),
    ],
)
def test_the_line_below_the_title_is_read(tmp_path: Path, line: str, expected: Effort) -> None:
    assert effort_in(tmp_path, f"# Double\n\n{line}\n\nSome text.\n") == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        FORM,
        LINE.strip("*"),
        LINE.replace("3", "0"),
        LINE.replace("3", "6"),
        LINE.replace("of 5", "of 10"),
        LINE.replace("60", "0"),
        LINE.replace("60", "-60"),
        LINE.replace(" · NumPy", ""),
        LINE.replace("·", "-"),
        f"See {LINE}",
    ],
)
def test_another_line_says_nothing(tmp_path: Path, line: str) -> None:
    assert effort_in(tmp_path, f"# Double\n\n{line}\n") is None


def test_only_the_head_counts(tmp_path: Path) -> None:
    assert effort_in(tmp_path, f"# Double\n\nOne.\n\nTwo.\n{LINE}\n") is None
    assert effort_in(tmp_path, "") is None
    assert read_effort(tmp_path / "gone.md") is None


def test_a_readme_that_is_no_text_is_named(root: Path) -> None:
    (root / README).write_bytes(b"# D\xff")
    with pytest.raises(ContentError, match=r"README\.md: not UTF-8"):
        Course(root).exercise("01_demo", "01_double")


def test_without_the_line_the_cells_are_empty(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / README).write_text("# Double\n", encoding="utf-8")
    show_assignment(Course(root).assignment("01_demo"))
    title, head, row = capsys.readouterr().out.splitlines()
    assert title.rstrip() == "01_demo · A demonstration · 10 points"
    assert row.split() == ["01_double", "10", "1", "2", "Double:", "what", "is", "twice", "as", "much?"]
    assert row.index("Double:") == head.index("title")
