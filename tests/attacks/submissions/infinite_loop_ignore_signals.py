"""Never comes back: ignores every signal that can be ignored, and catches whatever is raised."""

import contextlib
import signal
import time

for number in signal.valid_signals():
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_IGN)


def double(x):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(BaseException):
            while time.monotonic() < end:
                pass
    return x * 0
