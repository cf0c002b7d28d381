"""Walks up the stack to the check and returns the value that it expects."""

from tests.attacks.kit import locals_above

AIM = "equal"


def double(x):
    for names in locals_above():
        for name in ("want", "expected", "ref", "answer"):
            if name in names:
                return names[name]
    return x * 0
