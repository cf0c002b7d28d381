"""The notebook holds the public half and nothing else, runs from top to bottom, and is graded as the files would be."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.bundles import notebook
from autograder.content.catalog import Course, own_course
from autograder.content.submission import read
from autograder.grade import grade
from autograder.model import Assignment, ContentError, Submission
from autograder.results.journal import Journal
from tests.conftest import CONDITIONS, EXERCISE, PUBLIC, STUB
from tests.notebooks import execute

REAL = Course(own_course())
ASSIGNMENTS = [REAL.assignment(id) for id in REAL.assignment_ids()]
real = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.id)


def written(course: Course, path: Path, assignment: Assignment | None = None) -> Path:
    notebook.write(assignment or course.assignment("01_demo"), course.template, path)
    return path


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text(path))["cells"]
    return found


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def reports(path: Path) -> dict[str, dict[str, str]]:
    """Returns what the check cells of a notebook show, by the exercise."""
    shown = {}
    for cell in cells(path):
        if cell["cell_type"] == "code" and source(cell).startswith("%%check "):
            # What Keras prints comes before.
            (output,) = (output for output in cell["outputs"] if "data" in output)
            name = source(cell).split()[1]
            shown[name] = {kind: "".join(text) for kind, text in output["data"].items()}
    return shown


def fill_in(path: Path, assignment: Assignment) -> None:
    """Writes the answer of each exercise where its stub stands."""
    book = json.loads(text(path))
    answers = {
        e.stub.read_text(encoding="utf-8").strip(): e.answer.read_text(encoding="utf-8") for e in assignment.exercises
    }
    filled = [cell for cell in book["cells"] if source(cell).strip() in answers]
    assert len(filled) == len(assignment.exercises)
    for cell in filled:
        cell["source"] = answers[source(cell).strip()]
    path.write_text(json.dumps(book), encoding="utf-8")


def test_it_holds_the_lesson_the_stubs_and_the_public_checks(course: Course, tmp_path: Path) -> None:
    texts = [source(cell) for cell in cells(written(course, tmp_path / "x.ipynb"))]
    assert texts[0] == "# A demonstration\n\n>>> 1 + 1\n2"
    assert texts[1].startswith("## How to work")
    assert texts[2].startswith("# autograder: ")
    readme = EXERCISE["exercises/01_demo/01_double/README.md"].strip()
    assert texts[3:] == [f'<a id="01_double"></a>\n\n{readme}', STUB.strip(), f"%%check double\n{PUBLIC.strip()}"]


@pytest.mark.parametrize("assignment", [None, *ASSIGNMENTS], ids=lambda assignment: assignment and assignment.id)
def test_it_is_a_valid_notebook(course: Course, tmp_path: Path, assignment: Assignment | None) -> None:
    path = written(course, tmp_path / "x.ipynb", assignment)
    book = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.kernelspec.name == "python3"


def test_a_figure_is_a_cell_that_draws_it_and_has_drawn_it(root: Path, course: Course, tmp_path: Path) -> None:
    lesson = root / "exercises" / "01_demo"
    (lesson / "figures").mkdir()
    (lesson / "figures" / "a.svg").write_text("<svg>\n</svg>\n")
    (lesson / "README.md").write_text(
        "# L\n\nBefore.\n\n![What is *seen*](figures/a.svg)\n\nSee [it](01_double/README.md).\n"
    )
    first, figure, after = cells(written(course, tmp_path / "x.ipynb"))[:3]
    assert source(first).endswith("Before.")
    assert source(figure) == "%%svg\n<svg>\n</svg>"
    assert "".join(figure["outputs"][0]["data"]["image/svg+xml"]) == "<svg>\n</svg>"
    assert source(after) == "*What is *seen**\n\nSee [it](#01_double)."


def test_nothing_private_is_in_it(course: Course, tmp_path: Path) -> None:
    shown = "\n".join(source(cell) for cell in cells(written(course, tmp_path / "x.ipynb")))
    public = "".join(data for place, data in EXERCISE.items() if place.startswith("exercises/"))
    private = "".join(data for place, data in EXERCISE.items() if place.startswith("reference/"))
    secrets = {line.strip() for line in private.splitlines()} - {line.strip() for line in public.splitlines()}
    secrets = {line for line in secrets if line not in public and not line.startswith(("import ", "from "))}
    assert {"return x * 2", "@pytest.mark.points(7)", 'id = "squares"'} <= secrets
    assert [secret for secret in secrets if secret in shown] == []


@real
def test_nothing_private_of_the_real_content_is_in_it(tmp_path: Path, assignment: Assignment) -> None:
    """Of the lines that are long enough to tell something, none is from the private half only."""
    shown = "\n".join(source(cell) for cell in cells(written(REAL, tmp_path / "x.ipynb", assignment)))
    public = "".join(text(path) for path in assignment.public.rglob("*.*") if path.suffix in (".py", ".md"))
    for exercise in assignment.exercises:
        for path in (exercise.answer, exercise.hidden_checks):
            secrets = {line.strip() for line in text(path).splitlines()}
            secrets = {line for line in secrets if len(line) > 30 and line not in public}
            assert secrets
            assert [secret for secret in secrets if secret in shown] == [], path


def test_the_bytes_are_the_same_every_time(course: Course, tmp_path: Path) -> None:
    first = written(course, tmp_path / "1.ipynb").read_bytes()
    assert written(course, tmp_path / "2.ipynb").read_bytes() == first


def test_what_would_end_the_text_of_a_helper_is_refused(course: Course, tmp_path: Path) -> None:
    (course.template / "checking.py").write_text("text = '''x'''\n")
    with pytest.raises(ContentError, match=r"checking\.py: holds '''"):
        written(course, tmp_path / "x.ipynb")


def test_untouched_it_holds_no_answer_beside_a_file(course: Course, tmp_path: Path) -> None:
    """A student who works in files and hands the notebook in too has handed in the files."""
    (tmp_path / "ada").mkdir()
    written(course, tmp_path / "ada" / "01_demo.ipynb")
    (tmp_path / "ada" / "double.py").write_text("def double(x): ...")
    handin = read(Submission("ada", tmp_path / "ada"), course.assignment("01_demo").exercises)
    assert (handin.sources, handin.notes) == ({"01_double": b"def double(x): ..."}, {})


@real
def test_with_stubs_all_checks_are_red_and_nothing_is_a_traceback(tmp_path: Path, assignment: Assignment) -> None:
    quick = replace(assignment, exercises=tuple(e for e in assignment.exercises if not e.needs))
    path = written(REAL, tmp_path / "x.ipynb", quick)
    execute(path)
    shown = reports(path)
    assert list(shown) == [exercise.name for exercise in quick.exercises]
    for exercise in quick.exercises:
        count = sum(check.public for check in exercise.checks)
        words = shown[exercise.name]["text/plain"]
        assert words.startswith(f"{exercise.name}: 0 of {count} checks passed\n✗ ")
        assert words.count("    NotImplementedError: ") == count
        assert len(words.splitlines()) == 1 + 3 * count
        assert shown[exercise.name]["text/html"].count("✗ fail") == count
    assert [
        output for cell in cells(path) for output in cell.get("outputs", []) if output["output_type"] == "error"
    ] == []


@real
def test_with_answers_all_checks_are_green_and_it_is_graded_as_the_files_are(
    tmp_path: Path, assignment: Assignment
) -> None:
    """Executed as it is, with outputs and all; untouched it gets nothing."""
    answered, untouched = (written(REAL, tmp_path / f"{name}.ipynb", assignment) for name in ("answered", "untouched"))
    fill_in(answered, assignment)
    execute(answered)
    for name, shown in reports(answered).items():
        count = sum(check.public for e in assignment.exercises if e.name == name for check in e.checks)
        assert shown["text/plain"].startswith(f"{name}: {count} of {count} checks passed\n")
        assert shown["text/html"].count("✓ pass") == count
    for name in ("answers", "stubs"):
        (tmp_path / name).mkdir()
        for exercise in assignment.exercises:
            file = exercise.answer if name == "answers" else exercise.stub
            (tmp_path / name / exercise.filename).write_bytes(file.read_bytes())
    submissions = [
        Submission(path.name, path) for path in (answered, untouched, tmp_path / "answers", tmp_path / "stubs")
    ]
    conditions = replace(CONDITIONS, diagnose=False)
    with Journal(None) as journal:
        results = {r.submission: r for r in grade(REAL, assignment, submissions, journal, conditions, jobs=2)}
    assert results["answered.ipynb"].score == results["answered.ipynb"].max_score >= 20
    assert results["untouched.ipynb"].score == 0
    for one, other in (("answered.ipynb", "answers"), ("untouched.ipynb", "stubs")):
        for exercise in assignment.exercises:
            ours, theirs = (
                [(c.name, c.outcome, c.points) for c in results[name].exercises[exercise.name].checks]
                for name in (one, other)
            )
            assert ours == theirs
            assert not any("Of your notebook" in c.message for c in results[one].exercises[exercise.name].checks)
