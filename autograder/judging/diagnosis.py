"""Finds the wrong idea behind an answer: the one misconception that answers a check just as the student did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.judging.standin import Handle
from autograder.model import Check, Exercise, Misconception

Transcript = list[Any]
Replay = Callable[[Exercise, Check, Misconception], Transcript]

# Two routes to the same wrong number may round differently.
TOLERANCE = 1e-5


class Diagnosis:
    """Replays misconceptions, each at most once a check, and compares what they answer with what a student did."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.transcripts: dict[tuple[str, str, str], Transcript] = {}

    def name(self, exercise: Exercise, check: Check, transcript: Transcript) -> Misconception | None:
        """Returns the only misconception that answers alike, if there is exactly one."""
        alike = [
            misconception
            for misconception in exercise.misconceptions
            if same(self._transcript(exercise, check, misconception), transcript)
        ]
        return alike[0] if len(alike) == 1 else None

    def _transcript(self, exercise: Exercise, check: Check, misconception: Misconception) -> Transcript:
        key = (exercise.id, check.name, misconception.id)
        if key not in self.transcripts:
            self.transcripts[key] = self.replay(exercise, check, misconception)
        return self.transcripts[key]


def same(one: Any, other: Any) -> bool:
    """Compares two answers by value: dtypes, lists and tuples, and rounding may differ."""
    if isinstance(one, Handle) or isinstance(other, Handle):
        return isinstance(one, Handle) and isinstance(other, Handle)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    number = int | float | complex | np.ndarray | np.generic
    if isinstance(one, number) and isinstance(other, number):
        return same_numbers(np.asarray(one), np.asarray(other))
    return type(one) is type(other) and bool(one == other)


def same_numbers(one: Any, other: Any) -> bool:
    """Compares two arrays of numbers up to the rounding of single precision."""
    if one.shape != other.shape:
        return False
    try:
        # In one wide type, where differences neither overflow nor fail.
        one, other = one.astype(complex), other.astype(complex)
    except OverflowError:  # an integer beyond any float
        return bool((one == other).all())
    finite = np.isfinite(one) & np.isfinite(other)
    scale = np.abs(one[finite]).max(initial=1.0)
    near = np.abs(one[finite] - other[finite]) <= TOLERANCE * scale
    return bool(near.all()) and np.array_equal(one[~finite], other[~finite], equal_nan=True)
