"""Sends a text that just fits through the wire, and no longer does when it is written down once more."""

from tests.attacks.kit import frame, reply, take_over


def double(x):
    take_over(lambda number, name: frame(reply(number, value="é" * 450_000)))
