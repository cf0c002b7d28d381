"""Reads what others handed in, and looks into the folders of their workers."""

import os

from tests.attacks.kit import SIBLING, WORLD, Path, claim, contextlib, loot, plead, read

AIM = "evidence"

loot(read(SIBLING / "double.py"))
for start in (WORLD / "class", WORLD / "tmp", Path.cwd().parent):
    with contextlib.suppress(OSError):
        for path in start.iterdir():
            if not Path.cwd().is_relative_to(path):
                claim("the folders of others can be listed")
                break
    for folder, _, names in os.walk(start):
        for name in names:
            if Path(folder) != Path.cwd():
                loot(read(Path(folder, name)))


def double(x):
    return plead()
