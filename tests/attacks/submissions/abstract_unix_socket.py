"""Talks to an accomplice through a socket that lies in no folder."""

import socket

from tests.attacks.kit import NAME, claim, contextlib

AIM = "evidence"

with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
    server.bind(f"\0{NAME}")
    server.listen()
    client.connect(f"\0{NAME}")
    claim("an abstract socket can be used")


def double(x):
    return x * 0
