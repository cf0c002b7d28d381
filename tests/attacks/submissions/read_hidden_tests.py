"""Looks for the hidden checks and their settings, by name and by walking through the folders, and reads them."""

import os

from tests.attacks.kit import PRIVATE, WORLD, Path, loot, plead, read

AIM = "evidence"

for path in [*PRIVATE.glob("*"), PRIVATE / "test_double_hidden.py", PRIVATE / "exercise.toml", WORLD / "notes.txt"]:
    loot(read(path))
for start in (WORLD / "course", WORLD / "marks", Path.cwd(), Path.cwd().parent):
    for folder, _, names in os.walk(start):
        for name in names:
            loot(read(Path(folder, name)))


def double(x):
    return plead()
