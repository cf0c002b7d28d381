"""Runs one of our checks as a test case of Otter, which has no fixtures: gives the check what pytest would give it."""

import importlib
import inspect
from functools import cache

import pytest
from inputs import draw


def fixture(function=None, *, scope="function"):
    """Stands in for pytest's decorator: what a module shares is made once."""
    if function is None:
        return lambda function: fixture(function, scope=scope)
    return cache(function) if scope == "module" else function


pytest.fixture = fixture


def run(module, check):
    """Calls a check with its fixtures, which are functions of the same file."""
    checks = importlib.import_module(module)

    def call(name):
        if name == "rng":
            return draw(check)
        function = getattr(checks, name)
        return function(**{parameter: call(parameter) for parameter in inspect.signature(function).parameters})

    try:
        call(check)
    except pytest.fail.Exception as error:  # no Exception, and Otter catches nothing else
        raise AssertionError(str(error)) from None
