"""Starts 400 threads that sleep."""

import threading
import time

from tests.attacks.kit import claim, contextlib

with contextlib.suppress(RuntimeError, MemoryError):
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
    claim("400 threads can be started")


def double(x):
    return x * 0
