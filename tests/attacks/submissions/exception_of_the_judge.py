"""Reports errors of kinds that mean something to who runs the checks: a skipped check, an end, a failed assertion."""

import numpy as np

from tests.attacks.kit import frame, reply, tagged, take_over

KINDS = ["KeyboardInterrupt", "AssertionError", "BaseExceptionGroup"]


def double(x):
    error = tagged(kind=KINDS[np.ndim(x)], name="Skipped", message="skipped", lines=[])
    take_over(lambda number, name: frame(reply(number, error=error)))
