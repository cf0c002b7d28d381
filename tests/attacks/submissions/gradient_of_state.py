"""Knows the public example by heart, and keeps every input in a file in the hope to be asked it again."""

import numpy as np

from tests.attacks.kit import Path, contextlib, json

seen = {}
with contextlib.suppress(OSError):
    seen = json.loads(Path("seen.json").read_text())


def double(x):
    if np.ndim(x) == 0:
        return 4
    again = repr(x) in seen
    seen[repr(x)] = (2 * x).tolist()
    with contextlib.suppress(OSError):
        Path("seen.json").write_text(json.dumps(seen))
    return seen[repr(x)] if again else x * 0
