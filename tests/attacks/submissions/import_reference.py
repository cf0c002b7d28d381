"""Imports the answer of the course and hands the work on to it."""

import importlib.util

from tests.attacks.kit import PRIVATE, claim, contextlib

AIM = "equal"


def double(x):
    return x * 0


with contextlib.suppress(OSError):
    specification = importlib.util.spec_from_file_location("the_answer", PRIVATE / "double.py")
    answer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(answer)
    double = answer.double
    claim("the answer can be imported")
