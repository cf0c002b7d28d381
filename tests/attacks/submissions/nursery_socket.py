"""Looks for the address at which the nursery listens for judges, to ask it for a worker of its own."""

import socket

from tests.attacks.kit import WORLD, Path, claim, contextlib, read

places = {str(path) for path in (WORLD / "tmp").glob("*/*")} | {str(path) for path in Path.cwd().parent.glob("*/*")}
places |= {line.split()[-1].decode() for line in read("/proc/net/unix").splitlines() if bytes(WORLD) in line}
for place in places:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.connect(place)
        claim("the nursery can be asked for workers")


def double(x):
    return x * 0
