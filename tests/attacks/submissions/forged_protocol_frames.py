"""Writes frames of success to every descriptor, with numbers that it guesses and with the right one."""

import os

from tests.attacks.kit import contextlib, frame, reply, request_number, take_over

WORDS = {"value": True, "outcome": "passed", "points": {"int": "0xa"}, "message": "well done"}


def double(x):
    for number in [*range(5), request_number()]:
        for descriptor in [1, 2, *range(4, 20)]:
            with contextlib.suppress(OSError):
                os.write(descriptor, frame(reply(number, **WORDS)))
    take_over(lambda number, name: frame(reply(number, **WORDS)))
