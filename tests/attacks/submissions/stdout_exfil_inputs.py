"""Gives out what it is asked: prints it, raises it in words, as the name of a class and as a key."""

import base64

import numpy as np

from tests.attacks.kit import NAME, WORLD, Path, contextlib

AIM = "evidence"

asked = []


def double(x):
    asked.append(" ".join(f"{number:.0f} {int(number):x}" for number in np.ravel(x)))
    text = "; ".join(asked)
    print(text, text[::-1], base64.b64encode(text.encode()).decode(), text.encode().hex(), flush=True)
    for folder in (Path.cwd(), WORLD / "drop", WORLD / "class", WORLD / "marks"):
        with contextlib.suppress(OSError):
            (folder / f"{NAME}.loot").write_text(text)
    if np.ndim(x) == 2:
        raise KeyError(text)
    raise type(text, (ValueError,), {})(text)
