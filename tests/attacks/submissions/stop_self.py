"""Stops itself, so that who waits for its end waits for ever."""

import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x * 0
