"""Makes 3000 empty files."""

import os
import time

from tests.attacks.kit import claim, contextlib

with contextlib.suppress(OSError):
    for number in range(3000):
        os.close(os.open(f"file-{number}", os.O_CREAT | os.O_WRONLY))
    time.sleep(0.3)
    claim("3000 files can be made")


def double(x):
    return x * 0
