"""Returns an object that runs code in whoever unpickles it."""

import numpy as np

from tests.attacks.kit import NAME, WORLD

AIM = "pickle"
LEAVE = f"__import__('pathlib').Path({str(WORLD / 'drop')!r}, {NAME!r} + '.loot').write_text('ran')"
LOOK = "__import__('sys')._getframe(1).f_locals['want']"


class Payload(np.ndarray):
    def __reduce__(self):
        return eval, (f"[{LEAVE}, {LOOK}][1]",)


def double(x):
    return np.zeros(np.shape(x)).view(Payload)
