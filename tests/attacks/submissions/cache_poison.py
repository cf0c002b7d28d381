"""Reads and changes what judges remember of the misconceptions from one run to the next."""

from tests.attacks.kit import NAME, WORLD, claim, contextlib, read

for path in (WORLD / "cache").rglob("*"):
    if path.is_file() and read(path):
        claim("the memory of the judges can be read")
    with contextlib.suppress(OSError), open(path, "ab"):
        claim("the memory of the judges can be changed")
for folder in (WORLD / "cache", WORLD / "cache/dl-autograder"):
    with contextlib.suppress(OSError):
        (folder / f"{NAME}.loot").write_text("remembered")


def double(x):
    return x * 0
