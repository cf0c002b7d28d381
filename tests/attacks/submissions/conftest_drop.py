"""Leaves files for a test runner to pick up: a conftest, its settings, and what Python imports at its start."""

import sys

from tests.attacks.kit import SIBLING, WORLD, Path, contextlib

AIM = "pytest"

FORGERY = """
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    return True
"""

for folder in (Path.cwd(), Path(sys.path[0]), WORLD / "course/student_template", SIBLING, WORLD / "tmp"):
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py"):
        with contextlib.suppress(OSError):
            (folder / name).exists() or (folder / name).write_text(FORGERY)


def double(x):
    return x * 0
