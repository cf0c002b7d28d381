"""Looks through all objects of the process for a right answer to call, and for secrets."""

import gc
import types

from tests.attacks.kit import claim, loot

AIM = "equal"


def reference():
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ == "double" and thing.__module__ != __name__:
            claim("a reference answer is in memory")
            return thing
        if isinstance(thing, dict) and len(thing) < 1000:
            loot(repr([value for value in thing.values() if isinstance(value, str)]).encode())
    return lambda x: x * 0


def double(x):
    return reference()(x)
