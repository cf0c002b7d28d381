"""Starts another program in every way that Python knows."""

import os
import subprocess

from tests.attacks.kit import claim, contextlib

AIM = "evidence"

with contextlib.suppress(OSError, subprocess.SubprocessError):
    subprocess.run(["/bin/true"], check=True)
    claim("a program can be started by subprocess")
with contextlib.suppress(OSError):
    pid = os.posix_spawn("/bin/true", ["true"], {})
    if os.waitpid(pid, 0)[1] == 0:
        claim("a program can be started by posix_spawn")
if os.system("exit 7") == 7 << 8:
    claim("a shell can be started by system")


def double(x):
    with contextlib.suppress(OSError):
        os.execv("/bin/echo", ["echo", "EVIDENCE of exec"])
    return x * 0
