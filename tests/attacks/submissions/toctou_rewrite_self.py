"""Rewrites its own source after it was read, so that the next worker would load a right answer."""

import os

from tests.attacks.kit import NAME, WORLD, Path, contextlib

RIGHT = "def double(x):\n    return x * 2\n"

for path in (Path(__file__), Path("double.py"), WORLD / "class" / NAME / "double.py"):
    with contextlib.suppress(OSError):
        path.write_text(RIGHT)
        path.chmod(0o444)


def double(x):
    os._exit(1)
