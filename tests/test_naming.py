"""Planted misconceptions are counted as named, as unnamed or as named wrongly, and confusions are told."""

import pytest

from autograder.model import CheckResult, ExerciseResult, Outcome
from autograder.proving.naming import Naming, merge, note


def result(*alike: tuple[str, ...]) -> ExerciseResult:
    """A check for each group of misconceptions that answer it alike; where it is one, it is named."""
    return ExerciseResult(
        tuple(
            CheckResult(
                f"test_{i}", False, Outcome.FAILED, 0, 1, misconception=ids[0] if len(ids) == 1 else None, alike=ids
            )
            for i, ids in enumerate(alike)
        )
    )


@pytest.mark.parametrize(
    ("planted", "alike", "counts"),
    [
        (("a",), [("a",), ("a", "b"), ()], {"planted": 1, "named": 1}),
        (("a",), [("a", "b")], {"planted": 1, "unnamed": ["a"], "collisions": ["a and b"]}),
        (("a",), [("a", "b"), ("a", "c")], {"planted": 1, "unnamed": ["a"]}),
        (("a",), [], {"planted": 1, "unnamed": ["a"]}),
        (("a",), [("a",), ("b",)], {"planted": 1, "named": 1, "wrong": ["a as b"]}),
        (("a", "b"), [("a",), ()], {"pairs": 1}),
        (("a", "b"), [("a",), ("c",)], {"pairs": 1, "wrong": ["a with b as c"]}),
        # The two together are the third.
        (("a", "b"), [("c",), ("c",)], {"pairs": 1}),
    ],
)
def test_names_are_counted(planted: tuple[str, ...], alike: list[tuple[str, ...]], counts: dict[str, object]) -> None:
    naming = Naming()
    note(naming, planted, result(*alike))
    assert naming == Naming(**counts)  # type: ignore[arg-type]  # each count has a type of its own
    assert naming.ok == (not naming.wrong)


@pytest.mark.parametrize("planted", [("a",), ("a", "b")])
def test_a_check_that_goes_wrong_on_what_is_planted_is_a_problem(planted: tuple[str, ...]) -> None:
    naming = Naming()
    gone = CheckResult("test_gone", False, Outcome.NOT_JUDGED, 0, 1)
    note(naming, planted, ExerciseResult((*result(("a",)).checks, gone)))
    assert naming.problems == [f"a check goes wrong on {' with '.join(planted)}: test_gone"]
    assert not naming.ok


def test_what_is_wrong_is_shown() -> None:
    naming = Naming(planted=3, named=1, wrong=["a as b"], collisions=["b and c"])
    assert naming.lines() == ["named wrongly: a as b", "not told apart: b and c"]
    assert naming.cells() == {"named": "1 of 3", "wrongly": "1"}


BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("one", "other", "merged"),
    [
        (BASE.replace("two", "2"), BASE.replace("four", "4"), "one\n2\nthree\n4\nfive\n"),
        (BASE.replace("four\n", ""), BASE.replace("two", "2\n2"), "one\n2\n2\nthree\nfive\n"),
        (BASE.replace("two", "2"), BASE.replace("two", "zwei"), None),
        (BASE.replace("two", "2"), BASE.replace("three", "3"), None),
        (BASE.replace("two", "2"), BASE.replace("two", "2"), None),
    ],
)
def test_changes_of_different_lines_are_put_together(one: str, other: str, merged: str | None) -> None:
    assert merge(BASE, one, other) == merged
