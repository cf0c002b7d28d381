"""The words of the package: scores are sums, and a result becomes the documented record."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.model import (
    AutograderError,
    CheckResult,
    ContentError,
    ExerciseResult,
    Interrupted,
    Outcome,
    Result,
    SubmissionError,
    UsageError,
)

PUBLIC = CheckResult("test_two", True, Outcome.PASSED, 0, 0)
WON = CheckResult("test_arrays", False, Outcome.PASSED, 7, 7, seconds=0.25)
LOST = CheckResult(
    "test_argument", False, Outcome.FAILED, 0, 3, "It stays as it was.", "changes-it", ("changes-it",), 0.5
)
LATE = CheckResult("test_speed", False, Outcome.TIMEOUT, 0, 5, "It is quick.\nYour code took longer than 2 seconds.")
OURS = CheckResult("test_broken", False, Outcome.NOT_JUDGED, 0, 4)


def result(*exercises: ExerciseResult, problem: str | None = None) -> Result:
    return Result("ada", "01_demo", {f"name{i}": exercise for i, exercise in enumerate(exercises)}, problem)


def test_scores_are_sums_of_checks_and_of_exercises() -> None:
    one, other = ExerciseResult((PUBLIC, WON, LOST)), ExerciseResult((LATE, WON))
    assert (one.score, one.max_score) == (7, 10)
    assert (other.score, other.max_score) == (7, 12)
    both = result(one, other)
    assert (both.score, both.max_score) == (14, 22)


def test_nothing_judged_scores_nothing() -> None:
    assert (result().score, result().max_score) == (0, 0)


def test_what_was_not_handed_in_keeps_its_points_as_the_maximum(course: Course) -> None:
    exercise = course.exercise("01_demo", "01_double")
    missing = ExerciseResult.not_judged(exercise, "Not handed in.")
    assert missing.problem == "Not handed in."
    assert (missing.score, missing.max_score) == (0, exercise.points) == (0, 10)
    assert [check.name for check in missing.checks] == [check.name for check in exercise.checks]
    assert [check.public for check in missing.checks] == [True, False, False]
    assert {check.outcome for check in missing.checks} == {Outcome.NOT_JUDGED}
    assert {check.message for check in missing.checks} == {"Not handed in."}


def test_only_what_the_grader_lost_is_our_fault(course: Course) -> None:
    exercise = course.exercise("01_demo", "01_double")
    lost = ExerciseResult.lost(exercise)
    theirs = ExerciseResult.not_judged(exercise, "Not handed in.")
    assert lost.is_our_fault
    assert lost.problem is None
    assert {check.outcome for check in lost.checks} == {Outcome.NOT_JUDGED}
    assert not theirs.is_our_fault
    assert not ExerciseResult((WON, LOST, LATE)).is_our_fault
    assert ExerciseResult((WON, OURS)).is_our_fault
    assert result(theirs, lost).is_our_fault
    assert not result(theirs, ExerciseResult((LATE,))).is_our_fault


def test_the_record_has_the_documented_keys_and_no_others() -> None:
    judged, missing = ExerciseResult((WON, LOST)), ExerciseResult((), "Not handed in.")
    assert replace(result(judged, missing, problem="is empty"), seed=7).as_dict() == {
        "schema": 1,
        "submission": "ada",
        "assignment": "01_demo",
        "score": 7,
        "max_score": 10,
        "problem": "is empty",
        "seed": 7,
        "sandboxed": True,
        "exercises": {
            "name0": {
                "score": 7,
                "max_score": 10,
                "problem": None,
                "checks": [
                    {
                        "name": "test_arrays",
                        "public": False,
                        "outcome": "passed",
                        "points": 7,
                        "max_points": 7,
                        "message": "",
                        "misconception": None,
                        "alike": [],
                        "seconds": 0.25,
                    },
                    {
                        "name": "test_argument",
                        "public": False,
                        "outcome": "failed",
                        "points": 0,
                        "max_points": 3,
                        "message": "It stays as it was.",
                        "misconception": "changes-it",
                        "alike": ["changes-it"],
                        "seconds": 0.5,
                    },
                ],
            },
            "name1": {"score": 0, "max_score": 0, "problem": "Not handed in.", "checks": []},
        },
    }


def test_a_result_comes_back_from_its_record() -> None:
    judged, missing = ExerciseResult((PUBLIC, WON, LOST, LATE, OURS)), ExerciseResult((), "Not handed in.")
    for one in (result(judged, missing), replace(result(missing, problem="is empty"), seed=7)):
        record = one.as_dict()
        assert json.loads(json.dumps(record)) == record
        back = Result.from_dict(json.loads(json.dumps(record)))
        assert back == one
        assert back.as_dict() == record
        assert list(back.exercises) == list(one.exercises)
        assert all(type(check.outcome) is Outcome for exercise in back.exercises.values() for check in exercise.checks)


def test_an_exercise_knows_its_files_and_points(course: Course) -> None:
    exercise = course.exercise("01_demo", "01_double")
    assert (exercise.name, exercise.filename, exercise.points) == ("double", "double.py", 10)
    for path in (exercise.stub, exercise.answer, exercise.public_checks, exercise.hidden_checks, *exercise.routes):
        assert path.is_file()
    assert [path.name for path in exercise.routes] == ["sum.py"]


def test_results_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        WON.points = 8


@pytest.mark.parametrize(
    ("error", "code"), [(AutograderError, 1), (UsageError, 2), (SubmissionError, 1), (Interrupted, 130)]
)
def test_errors_carry_their_exit_code(error: type[AutograderError], code: int) -> None:
    assert error("no").exit_code == code


def test_a_content_error_begins_with_file_and_line() -> None:
    path = Path("a", "exercise.toml")
    assert str(ContentError(path, 12, "mend it")) == f"{path}:12: mend it"
    assert str(ContentError(path, None, "mend it")) == f"{path}: mend it"
    assert ContentError(path, 12, "mend it").exit_code == 1
