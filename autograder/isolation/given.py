"""What is given to students, as the module `given` beside their file."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


def give(folder: str, own: bytes, others: Sequence[bytes]) -> ModuleType:
    """Returns the module, made of the exercise's own file; the folder is on the path.

    The cells of a notebook may ask for what other exercises give: their files run when a name of theirs is asked for,
    since they may import libraries that are not there and that this exercise does not need.
    """
    Path(folder, "given.py").write_bytes(own)
    module = importlib.import_module("given")
    names: dict[str, Any] = vars(module)

    def find(name: str) -> Any:
        for other in others:
            code = compile(other, "<given in another exercise>", "exec", dont_inherit=True)
            if name in code.co_names:
                exec(code, found := {"__name__": "given"})
                # What is there already is this exercise's own, or has been asked for before.
                names.update(found | names)
                if name in found:
                    return found[name]
        raise AttributeError(f"module 'given' has no attribute {name!r}")

    names["__getattr__"] = find
    return module
