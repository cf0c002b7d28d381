"""Finds the wrong idea behind an answer: the misconceptions that answer a check just as the student did."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.isolation import wire
from autograder.judging.memory import Memory
from autograder.model import Check, Exercise, Misconception

# Each answer of the worker during one check, as a frame.
Transcript = list[bytes]
# What a source answers to the checks that it fails, by their names, with inputs that are the same in every run.
Replay = Callable[[Exercise, bytes, Sequence[Check]], dict[str, Transcript]]

# Two routes to the same wrong number may round differently.
TOLERANCE = 1e-5
HELD = object()


class Diagnosis:
    """Replays misconceptions, each once, and compares what they answer with what a student did."""

    def __init__(self, replay: Replay, memory: Memory) -> None:
        self.replay = replay
        self.memory = memory

    def alike(
        self, exercise: Exercise, failed: Mapping[Check, Transcript], passed: Collection[Check]
    ) -> dict[str, list[Misconception]]:
        """Returns the misconceptions that answer a failed check alike, by the check's name.

        One that fails a check which the student passed, or fails another in its own way, is not the student's. Where
        one failed check is like none of them, nothing is known: behind it is a mistake that we have not seen, which may
        resemble one that we have on the other checks.
        """
        if not failed:
            return {}
        # In any order: judges at work on the same exercise then find much of it done by the other.
        shuffled = random.sample(exercise.misconceptions, len(exercise.misconceptions))
        known = {misconception.id: self._transcripts(exercise, misconception) for misconception in shuffled}

        def fits(misconception: Misconception) -> bool:
            failing = known[misconception.id]
            return not any(failing[check.name] for check in passed) and all(
                same_transcript(failing[check.name], transcript)
                for check, transcript in failed.items()
                if failing[check.name]
            )

        fitting = [misconception for misconception in exercise.misconceptions if fits(misconception)]
        alike = {check.name: [m for m in fitting if known[m.id][check.name]] for check in failed}
        return alike if all(alike.values()) else {}

    def _transcripts(self, exercise: Exercise, misconception: Misconception) -> dict[str, Transcript]:
        """Returns what a misconception answers to the checks that it fails; of the others, nothing."""
        known = self.memory.recall(exercise, misconception)
        missing = [check for check in exercise.checks if check.name not in known]
        if missing:
            failing = self.replay(exercise, misconception.source.encode(), missing)
            known = known | {check.name: failing.get(check.name, []) for check in missing}
            self.memory.keep(exercise, misconception, known)
        return known


def recorded(frame: wire.Frame) -> bytes:
    """Returns the frame of a reply less all that may differ from one worker to another.

    Of an object that stayed in the worker is only known that it is one, of an error which kind it was.
    """
    reply = wire.unpack(*frame, lambda _: HELD)
    answer: dict[str, Any] = {key: reply[key] for key in ("value", "unfit") if key in reply}
    return wire.pack(answer or {"raised": reply["error"]["kind"]}, lambda _: 0)


def same_transcript(one: Transcript, other: Transcript) -> bool:
    """Compares two transcripts answer by answer; where nothing was answered, nothing is alike."""
    return 0 < len(one) == len(other) and all(
        a == b or same(_read(a), _read(b)) for a, b in zip(one, other, strict=True)
    )


def _read(frame: bytes) -> dict[str, Any]:
    return wire.unpack(*wire.parts(frame), lambda _: HELD)


def same(one: Any, other: Any) -> bool:
    """Compares two answers by value: dtypes, lists and tuples, and rounding may differ."""
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
