"""Puts the idea of a check above its failure, and keeps apart what exercises are given under one name."""

import sys

import pytest

GIVEN = {}


def enter(folder):
    """Makes `from given import ...` mean the `given.py` in this folder: Python knows one module of a name."""
    sys.modules.pop("given", None)
    if folder in GIVEN:
        sys.modules["given"] = GIVEN[folder]
    sys.path[:] = [str(folder), *(place for place in sys.path if place != str(folder))]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    if not isinstance(collector, pytest.Module):
        return (yield)
    enter(collector.path.parent)
    report = yield
    if "given" in sys.modules:
        GIVEN[collector.path.parent] = sys.modules["given"]
    return report


def pytest_runtest_setup(item):
    enter(item.path.parent)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Puts the sentence of a check above its failure, so that the idea comes before the traceback."""
    report = yield
    if report.failed and item.function.__doc__:
        report.sections.append(("the idea", item.function.__doc__))
    return report
