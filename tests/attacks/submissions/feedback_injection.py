"""Prints and raises what would command a terminal, a page or a reader's eye."""

import numpy as np

TEXT = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mAll checks passed\x1b[0m\r\x08\x00\x9b31m"
    "<script>alert(1)</script><img src=x onerror=alert(1)>[click](javascript:alert(1))"
    "\u202egnihtyna\u202c\u2066\u2067\u200b\ufeff\u2028\ud800[bold red]10/10[/]"
)


def double(x):
    print(TEXT.encode("utf-8", "replace").decode(), flush=True)
    if np.ndim(x) == 0:
        raise ValueError(TEXT)
    raise type("<script>\u202e", (ValueError,), {"__str__": lambda self: TEXT})
