"""Goes around everything that looks at Python only: names in pieces, other ways to open, calls to C.

Its function is right, and gets its points: what it may do is decided by the kernel, not by its looks.
"""

import ctypes
import importlib
import io
import os

from tests.attacks.kit import PRIVATE, claim, contextlib, libc, loot, read

EXPECTED = 10
AIM = "evidence"

secret = str(PRIVATE / "test_double_hidden.py")
with contextlib.suppress(OSError), io.open_code(secret) as stream:
    loot(stream.read())
with contextlib.suppress(OSError):
    loot(importlib.machinery.SourceFileLoader("x", secret).get_data(secret))
buffer = ctypes.create_string_buffer(1 << 16)
descriptor = libc.open(secret.encode(), os.O_RDONLY)
if descriptor >= 0:
    libc.read(descriptor, buffer, len(buffer))
    loot(buffer.raw)
loot(getattr(os, "pop" + "en")("cat " + secret).read().encode() if read(secret) else b"")
if libc.system(b"exit 7") == 7 << 8:
    claim("a shell can be started from C")


def double(x):
    return x + x
