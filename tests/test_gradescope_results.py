"""Gradescope's results.json: as documented, the exercise first in a name, and hidden checks seen when we say so."""

import json
from typing import Any

import pytest

from autograder.model import Outcome, Result
from autograder.results import gradescope
from tests.made import ALL_HOSTILE, MIXED, check, exercise, result
from tests.schemas import expect_gradescope


def by_name(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {test["name"]: test for test in document["tests"]}


@pytest.mark.parametrize("hidden", gradescope.VISIBILITIES)
@pytest.mark.parametrize("made", [MIXED, ALL_HOSTILE, result("x", problem="is empty"), result()])
def test_what_is_written_is_as_documented(made: Result, hidden: str) -> None:
    expect_gradescope(json.loads(json.dumps(gradescope.document(made, hidden))))


def test_what_stands_there_before_is_as_documented_and_names_no_fault_of_the_student() -> None:
    expect_gradescope(gradescope.unfinished())
    assert "not your fault" in gradescope.unfinished()["output"]


@pytest.mark.parametrize("hidden", gradescope.VISIBILITIES)
def test_a_hidden_check_is_seen_when_we_say_so(hidden: str) -> None:
    seen = {name: test["visibility"] for name, test in by_name(gradescope.document(MIXED, hidden)).items()}
    assert seen["double: doubles two"] == "visible"
    assert seen["double: doubles arrays"] == seen["double: leaves its argument"] == hidden


@pytest.mark.parametrize("hidden", ["hidden", "after_published"])
def test_above_the_tests_nothing_is_told_of_hidden_checks(hidden: str) -> None:
    """A total there would be seen where Gradescope hides its own."""
    passed = result(double=exercise(check(public=True), check(name="test_secret")))
    failed = result(double=exercise(check(public=True), check(Outcome.FAILED, name="test_secret")))
    told = [gradescope.document(made, hidden)["output"] for made in (passed, failed)]
    assert told[0] == told[1]
    assert "secret" not in told[0]
    assert gradescope.document(passed, hidden)["stdout_visibility"] == "hidden"


def test_the_score_is_the_sum_of_the_tests() -> None:
    document = gradescope.document(MIXED, "visible")
    assert document["score"] == 12 == sum(test.get("score", 0) for test in document["tests"])


def test_a_public_check_is_worth_nothing_and_has_a_status() -> None:
    test = by_name(gradescope.document(MIXED, "visible"))["double: doubles two"]
    assert "score" not in test
    assert test["status"] == "failed"
    assert test["number"] == "1.1"
    assert test["tags"] == ["double", "public"]


def test_what_we_could_not_judge_is_no_zero() -> None:
    document = gradescope.document(MIXED, "visible")
    lost = document["tests"][-1]
    assert not {"score", "status"} & lost.keys()
    assert "not your fault" in document["output"]
    missing = document["tests"][-2]
    assert (missing["score"], missing["status"]) == (0, "failed")


def test_a_name_begins_with_the_exercise_and_fits_the_sidebar() -> None:
    long = result(double=exercise(check(name="test_" + "long_" * 30)))
    (name,) = by_name(gradescope.document(long, "visible"))
    assert name.startswith("double: long long")
    assert len(name) == 60


def test_what_a_student_wrote_is_code_or_escaped() -> None:
    """After the first line each line is indented, which nothing in it can end."""
    for test in gradescope.document(ALL_HOSTILE, "visible")["tests"]:
        first, _, rest = test["output"].partition("\n\n")
        assert not set("<>`_[]|#@\x1b\0\n") & set(first.removeprefix("**").removesuffix("**").replace("&#", ""))
        assert all(line.startswith("    ") for line in rest.splitlines())


def test_a_submission_that_cannot_be_read_says_why() -> None:
    document = gradescope.document(result("x", problem="is no zip <b>file"), "hidden")
    assert "is no zip &#60;b&#62;file" in document["output"]
