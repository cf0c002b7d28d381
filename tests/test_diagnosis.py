"""The wrong idea behind an answer is named when exactly one misconception answers alike."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.content.catalog import Course
from autograder.isolation import wire
from autograder.judging.diagnosis import HELD, Diagnosis, recorded, same
from autograder.judging.memory import Memory
from autograder.model import Check, Exercise

inf, nan = np.inf, np.nan

ALIKE = [
    (None, None),
    ("text", "text"),
    (b"x", b"x"),
    (3, 3.0),
    (3, np.int64(3)),
    (3, np.array(3)),
    (1.0, 1.000001),
    (1e9, 1e9 + 1),
    (True, True),
    (True, np.True_),
    (2 + 1j, 2 + 1j),
    (10**30, 10**30),
    (10**400, 10**400),
    (nan, nan),
    (inf, inf),
    ((1, [2, None]), [1, (2, None)]),
    ({"a": [1]}, {"a": (1.0,)}),
    ([], ()),
    (("raised", "ValueError"), ("raised", "ValueError")),
    (np.array([1, 2]), np.array([1.0, 2.0], np.float32)),
    (np.array([True, False]), np.array([True, False])),
    (np.array([nan, 1.0]), np.array([nan, 1.0])),
    (np.array([nan, nan]), np.array([nan, nan])),
    (np.array([inf, -inf, 1.0]), np.array([inf, -inf, 1.0])),
    (np.zeros((0, 3)), np.zeros((0, 3))),
    (HELD, HELD),
]
DIFFERENT = [
    (None, 0),
    (None, nan),
    ("3", 3),
    ("text", "Text"),
    ("x", b"x"),
    (3, 4),
    (1.0, 1.001),
    (0.0, 1e-3),
    (True, False),
    (2 + 1j, 2 - 1j),
    (5, 10**400),
    (10**400, 5),
    (nan, 1.0),
    (inf, -inf),
    (inf, 3.0),
    ([1], [1, 1]),
    ([1, 2], [2, 1]),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, {"a": 1, "b": 2}),
    ([], None),
    (("raised", "ValueError"), ("raised", "TypeError")),
    (np.array([1, 2]), np.array([1, 3])),
    (np.array([1, 2]), np.array([[1, 2]])),
    (np.array([5]), 5),
    (np.array([True, False]), np.array([True, True])),
    (np.array([nan, 1.0]), np.array([1.0, nan])),
    (np.array([inf, 1.0]), np.array([5.0, 1.0])),
    (np.array([inf, 1.0]), np.array([inf, 7.0])),
    (np.array([1, 2], np.uint8), np.array([2, 1], np.uint8)),
    (np.array([-128], np.int8), np.array([0], np.int8)),
    (np.zeros((0, 3)), np.zeros((3, 0))),
    (HELD, 3),
]


def brief(value: Any) -> str:
    return repr(value)[:40]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=brief)
def test_answers_of_one_value_are_the_same(one: Any, other: Any) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=brief)
def test_answers_of_two_values_are_not(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_arguments_of_the_comparison_stay_as_they_were() -> None:
    one, other = np.array([1.0, nan]), np.array([1, 2])
    same(one, other)
    np.testing.assert_array_equal(one, [1.0, nan])
    np.testing.assert_array_equal(other, [1, 2])


def answer(value: Any) -> bytes:
    """Returns what is recorded of a reply; each object that stays in the worker has a number of its own."""
    return recorded(wire.parts(wire.pack({"id": 1, "value": value, "arguments": None}, id)))


def transcript(values: Sequence[Any]) -> list[bytes]:
    return [answer(value) for value in values]


class Replays:
    """Answers for misconceptions, and notes for what it was asked."""

    def __init__(self, **answers: list[Any]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str]] = []
        self.passes: dict[str, set[str]] = {}

    def __call__(self, exercise: Exercise, source: bytes, checks: Sequence[Check]) -> dict[str, list[bytes]]:
        id = next(m.id for m in exercise.misconceptions if m.source.encode() == source)
        self.asked += [(id, check.name) for check in checks]
        return {
            check.name: transcript(self.answers[id]) for check in checks if check.name not in self.passes.get(id, ())
        }


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise("01_demo", "01_double")


@pytest.fixture
def memory(course: Course, tmp_path: Path) -> Memory:
    return Memory(course.template, tmp_path / "memory")


@pytest.mark.parametrize(
    ("answers", "ids"),
    [([4, 9], ["squares"]), ([6.0, np.int64(9)], ["triples"]), ([4, 8], []), ([4], []), ([4, 9, 9], []), ([], [])],
)
def test_the_one_that_answers_alike_is_found(
    exercise: Exercise, memory: Memory, answers: list[Any], ids: list[str]
) -> None:
    diagnosis = Diagnosis(Replays(squares=[4, 9], triples=[6, 9]), memory)
    check = exercise.checks[1]
    found = diagnosis.alike(exercise, {check: transcript(answers)}, passed=[])
    assert [misconception.id for misconception in found.get(check.name, [])] == ids


def test_two_that_answer_alike_are_both_found(exercise: Exercise, memory: Memory) -> None:
    diagnosis = Diagnosis(Replays(squares=[9], triples=[9]), memory)
    found = diagnosis.alike(exercise, {exercise.checks[1]: transcript([9])}, passed=[])
    assert found == {exercise.checks[1].name: list(exercise.misconceptions)}


def test_one_that_fails_a_check_which_the_student_passed_is_not_found(exercise: Exercise, memory: Memory) -> None:
    diagnosis = Diagnosis(Replays(squares=[9], triples=[8]), memory)
    failed, passed, _ = exercise.checks
    assert diagnosis.alike(exercise, {failed: transcript([9])}, [passed]) == {}


def test_one_that_fails_a_check_in_its_own_way_is_not_found(exercise: Exercise, memory: Memory) -> None:
    diagnosis = Diagnosis(Replays(squares=[9], triples=[8]), memory)
    one, other, _ = exercise.checks
    assert diagnosis.alike(exercise, {one: transcript([9]), other: transcript([7])}, passed=[]) == {}


@pytest.mark.parametrize(("answer", "ids"), [(8, [["squares"], ["triples"]]), (7, [])])
def test_two_that_fail_different_checks_are_found_when_no_check_is_left_over(
    exercise: Exercise, memory: Memory, answer: int, ids: list[list[str]]
) -> None:
    one, other, _ = exercise.checks
    replays = Replays(squares=[9], triples=[8])
    replays.passes = {"squares": {other.name}, "triples": {one.name}}
    found = Diagnosis(replays, memory).alike(exercise, {one: transcript([9]), other: transcript([answer])}, passed=[])
    assert [[misconception.id for misconception in alike] for alike in found.values()] == ids


def test_objects_that_stayed_in_the_worker_are_alike() -> None:
    one, other, value = object(), object(), 4
    assert answer(one) == answer(other) != answer(value)


def test_nothing_is_replayed_when_nothing_failed(exercise: Exercise, memory: Memory) -> None:
    replays = Replays()
    assert Diagnosis(replays, memory).alike(exercise, {}, exercise.checks) == {}
    assert replays.asked == []


def test_each_misconception_is_replayed_once_a_check(exercise: Exercise, memory: Memory) -> None:
    replays = Replays(squares=[4], triples=[6])
    # The second time by another judge, which remembers what the first one did.
    for diagnosis in (Diagnosis(replays, memory), Diagnosis(replays, Memory(memory.template, memory.folder))):
        for answers in ([4], [6], [5], [4]):
            diagnosis.alike(exercise, {exercise.checks[1]: transcript(answers)}, passed=[])
    names = [check.name for check in exercise.checks]
    assert sorted(replays.asked) == sorted((id, name) for id in ("squares", "triples") for name in names)
