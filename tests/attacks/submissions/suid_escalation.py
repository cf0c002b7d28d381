"""Looks for a way to more rights: its user, its capabilities, programs that run as root."""

import ctypes
import os
import subprocess

from tests.attacks.kit import Path, claim, contextlib, libc, read

GET_NO_NEW_PRIVS = 39

for change in (os.setuid, os.seteuid, os.setgid):
    with contextlib.suppress(OSError):
        change(0)
        claim("the worker can become root")
for line in read("/proc/self/status").splitlines():
    if line.startswith((b"CapEff", b"CapPrm", b"CapAmb")) and int(line.split()[1], 16):
        claim("the worker has capabilities")
libc.prctl.argtypes = [ctypes.c_long] * 5
raisers = [path for path in Path("/usr/bin").glob("*") if path.is_file() and path.stat().st_mode & 0o4000]
if raisers and libc.prctl(GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1:
    claim("programs that run as root can be started")
with contextlib.suppress(OSError):
    if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        claim("sudo asks for nothing")


def double(x):
    return x * 0
