"""The same answers get the same results as `.py` and as `.ipynb`, and what did not run of a notebook is told once."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.content.catalog import Course, own_course
from autograder.grade import grade
from autograder.judging.feedback import MAX_NOTES, Text, of_cells
from autograder.judging.judge import Conditions
from autograder.model import ExerciseResult, Outcome, Submission
from autograder.results.journal import Journal
from tests.conftest import ANSWER, CONDITIONS, ROUTE, STUB
from tests.notebooks import cell, notebook

WRONG = ANSWER.replace("x * 2", "x * x")
BROKEN = "def double(x):\n    y = x\n    return 1 / 0\n"


def graded(
    course: Course, assignment: str, files: dict[str, bytes], folder: Path, conditions: Conditions = CONDITIONS
) -> dict[str, dict[str, ExerciseResult]]:
    """Grades files, each a submission, and returns the results by its name and that of the exercise."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    submissions = [Submission(name, folder / name) for name in files]
    with Journal(None) as journal:
        chosen = course.assignment(assignment)
        chosen = replace(chosen, exercises=tuple(e for e in chosen.exercises if not e.needs))
        results = list(grade(course, chosen, submissions, journal, conditions, jobs=2))
    return {result.submission: dict(result.exercises) for result in results}


def told(result: ExerciseResult) -> list[tuple[object, ...]]:
    """Returns all of a result but how long it took; lines are named otherwise in a notebook."""
    return [
        (
            check.name,
            check.outcome,
            check.points,
            check.misconception,
            check.message.replace("code cell 1, line", "line"),
        )
        for check in result.checks
    ]


@pytest.mark.parametrize("source", [ANSWER, STUB, ROUTE, WRONG, BROKEN, "def double(x):\n    print(x)\n", "x = 1"])
def test_a_notebook_gets_what_its_code_gets_as_a_file(course: Course, tmp_path: Path, source: str) -> None:
    results = graded(
        course,
        "01_demo",
        {"a.py": source.encode(), "a.ipynb": notebook(source, cell("# Text", "markdown"))},
        tmp_path / "in",
    )
    assert told(results["a.ipynb"]["double"]) == told(results["a.py"]["double"])


def test_real_answers_and_wrong_ideas_get_the_same_in_one_notebook_for_all(tmp_path: Path) -> None:
    """Check by check, also where the cells of other exercises stand before and after."""
    course = Course(own_course())
    id = course.assignment_ids()[0]
    exercises = [exercise for exercise in course.assignment(id).exercises if not exercise.needs]
    wrong = {e.filename: e.misconceptions[0].source for e in exercises if e.misconceptions}
    right = {e.filename: e.answer.read_text(encoding="utf-8") for e in exercises}
    files = {}
    quick = replace(CONDITIONS, diagnose=False)
    for name, sources in {"right": right, "wrong": right | wrong}.items():
        folder = tmp_path / name
        folder.mkdir()
        for filename, source in sources.items():
            (folder / filename).write_text(source, encoding="utf-8")
        files[f"{name}.ipynb"] = notebook(*sources.values())
    with Journal(None) as journal:
        chosen = replace(course.assignment(id), exercises=tuple(exercises))
        folders = [Submission(name, tmp_path / name) for name in ("right", "wrong")]
        as_files = {r.submission: r for r in grade(course, chosen, folders, journal, quick, jobs=2)}
    as_notebooks = graded(course, id, files, tmp_path / "in", quick)
    for name, result in as_files.items():
        for exercise, expected in result.exercises.items():
            found = as_notebooks[f"{name}.ipynb"][exercise]
            assert [(c.name, c.outcome, c.points, c.misconception) for c in found.checks] == [
                (c.name, c.outcome, c.points, c.misconception) for c in expected.checks
            ]
    assert as_files["right"].score == as_files["right"].max_score


def test_what_did_not_run_is_told_once_at_the_first_check_that_did_not_pass(course: Course, tmp_path: Path) -> None:
    code = "x = 1\n!pip install tensorflow\n", "y = 1 / 0"
    files = {"all.ipynb": notebook(*code, ANSWER), "some.ipynb": notebook(*code, WRONG), "no.ipynb": notebook(WRONG)}
    results = graded(course, "01_demo", files, tmp_path / "in")
    expected = [
        "Of your notebook:",
        "  code cell 1, line 2 was not run: !pip install tensorflow",
        "  code cell 2, line 1 failed: y = 1 / 0",
        "    ZeroDivisionError: division by zero",
    ]
    first, *rest = results["all.ipynb"]["double"].checks
    assert first.message.splitlines() == expected
    assert [check.message for check in rest] == ["", ""]
    assert [check.outcome for check in (first, *rest)] == [Outcome.PASSED] * 3
    passed, failed, last = results["some.ipynb"]["double"].checks
    assert failed.message.splitlines()[-4:] == expected
    assert "notebook" not in passed.message + last.message
    assert not any("notebook" in check.message for check in results["no.ipynb"]["double"].checks)


def test_an_error_is_shown_by_cell_and_line(course: Course, tmp_path: Path) -> None:
    results = graded(course, "01_demo", {"a.ipynb": notebook("x = 1", BROKEN)}, tmp_path / "in")
    for check in results["a.ipynb"]["double"].checks:
        assert "\n  code cell 2, line 3: return 1 / 0" in check.message


def test_notebooks_of_the_same_code_are_judged_once(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    keep = Journal.keep_verdict
    monkeypatch.setattr(Journal, "keep_verdict", lambda *args: (kept.append(args[1]), keep(*args)))
    output = {"output_type": "stream", "name": "stdout", "text": "4"}
    files = {"a.ipynb": notebook(ANSWER), "b.ipynb": notebook(cell("Text", "markdown"), cell(ANSWER, outputs=[output]))}
    graded(course, "01_demo", files | {"c.ipynb": notebook(WRONG)}, tmp_path / "in")
    assert len(kept) == 2


def test_why_a_file_was_judged_and_not_another_is_told(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "double.py").write_text(WRONG)
    (folder / "work.ipynb").write_bytes(notebook(ANSWER))
    with Journal(None) as journal:
        (result,) = grade(
            course, course.assignment("01_demo"), [Submission("ada", folder)], journal, CONDITIONS, jobs=1
        )
    messages = [check.message for check in result.exercises["double"].checks]
    assert [("double.py was judged: work.ipynb holds" in message) for message in messages] == [False, True, False]


@pytest.mark.parametrize(
    "said",
    [
        None,
        "x",
        [None, 1, {}, {"what": "failed"}, {"what": "skipped", "line": "1"}, {"what": "skipped", "line": 3}],
        [{"what": "failed", "line": 1, "message": 5}, {"what": "skipped", "line": 0}, {"what": "other", "line": 1}],
    ],
)
def test_what_a_worker_makes_up_is_passed_over(said: object) -> None:
    assert of_cells(said, Text("x = 1\ny = 2")) == ""


def test_what_a_worker_says_is_cleaned_and_has_an_end() -> None:
    note = {"what": "failed", "line": 1, "message": "\x1b[2J" + "x" * 10**6 + "\n" * 1000}
    words = of_cells([note] * 10**4, Text("y" * 10**6))
    assert "\x1b" not in words
    assert len(words) < 4000
    short = of_cells([{"what": "skipped", "line": 1}] * 50, Text("!ls"))
    assert len(short.splitlines()) == 1 + MAX_NOTES + 1
    assert short.splitlines()[-1] == f"  and {50 - MAX_NOTES} more"
