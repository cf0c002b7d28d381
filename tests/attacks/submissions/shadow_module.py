"""Hands in modules named like those of the grader, and writes them beside itself once more."""

import sys

from tests.attacks.kit import WORLD, Path, contextlib

AIM = "helper"
FILES = {"checking.py": "assert_same = print\n", "numpy.py": "1 / 0\n", "pytest.py": "1 / 0\n"}

for folder in (Path(sys.path[0]), WORLD / "tmp"):
    with contextlib.suppress(OSError):
        (folder / "checking.py").write_text(FILES["checking.py"])


def double(x):
    return x * 0
