"""Answers under a number that is an array, which can be compared but is neither equal nor unequal."""

from tests.attacks.kit import frame, tagged, take_over

REPLY = tagged(id={"array": ["<i8", [2]]}, value=4.0)


def double(x):
    take_over(lambda number, name: frame(REPLY, bytes(16)))
