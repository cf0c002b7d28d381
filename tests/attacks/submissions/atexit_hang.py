"""Answers right, but never ends: threads and exit handlers keep the process alive."""

import atexit
import threading
import time

EXPECTED = 10

atexit.register(time.sleep, 20)
threading.Thread(target=time.sleep, args=(20,)).start()


def double(x):
    return x * 2
