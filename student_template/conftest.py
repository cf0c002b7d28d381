"""Puts the sentence of a check above its failure, so that the idea comes before the traceback."""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed and item.function.__doc__:
        report.sections.append(("the idea", item.function.__doc__))
    return report
