"""The demonstration is a class out of the content itself."""

from pathlib import Path

from autograder.content import submission
from autograder.content.catalog import Course
from autograder.demo import make_class
from autograder.model import Notebook, Source, SubmissionError
from tests.conftest import ANSWER, ROUTE, STUB


def test_the_class_holds_every_kind_of_submission(course: Course, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    assignment = course.assignment("01_demo")
    sources: dict[str, Source | str] = {}
    for handed_in in make_class(assignment, tmp_path / "class"):
        try:
            sources[handed_in.name] = submission.read(handed_in, assignment.exercises).sources["01_double"]
        except SubmissionError as error:
            sources[handed_in.name] = str(error)
    assert sources["ada-answer"] == sources["lou-zip"] == sources["ida-one-file"] == ANSWER.encode()
    assert sources["ben-stub"] == STUB.encode()
    assert sources["cleo-routes"] == ROUTE.encode()
    assert sources["dan-misconception"] != ANSWER.encode()
    assert sources["mia-notebook"] == Notebook((ANSWER.strip(),))
    assert b"while True" in sources["hal-endless-loop"]
    assert sources["joe-empty"] == "is empty"
    assert "zip" in str(sources["kim-broken"])
