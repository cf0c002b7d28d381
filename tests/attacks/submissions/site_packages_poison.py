"""Looks whether it could change a library, a compiled file or the start of Python for who is graded next."""

import json
import os
import site
import sys

import numpy

from tests.attacks.kit import NAME, Path, claim, contextlib

places = [Path(numpy.__file__).parent, Path(json.__file__).parent / "__pycache__", Path(sys.prefix)]
for folder in [*places, *map(Path, site.getsitepackages()), *map(Path, sys.path)]:
    path = folder / f"{NAME}.probe"
    if folder.is_dir() and folder != Path.cwd():
        with contextlib.suppress(OSError):
            path.write_bytes(b"")
            claim(f"{folder} can be written to")
            path.unlink()
if os.access(json.__file__, os.W_OK):
    with contextlib.suppress(OSError), open(json.__file__, "ab"):
        claim("a file of the standard library can be changed")


def double(x):
    return x * 0
