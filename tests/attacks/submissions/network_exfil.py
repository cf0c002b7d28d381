"""Opens sockets of every family, and sends itself something over the loopback."""

import socket

from tests.attacks.kit import claim, contextlib

AIM = "evidence"

with contextlib.suppress(OSError), socket.socket() as server, socket.socket() as client:
    server.bind(("127.0.0.1", 0))
    server.listen()
    client.settimeout(1)
    client.connect(server.getsockname())
    claim("a connection can be made")
for family, kind in [
    (socket.AF_INET, socket.SOCK_DGRAM),
    (socket.AF_INET6, socket.SOCK_STREAM),
    (socket.AF_UNIX, socket.SOCK_STREAM),
    (socket.AF_NETLINK, socket.SOCK_RAW),
    (socket.AF_PACKET, socket.SOCK_RAW),
]:
    with contextlib.suppress(OSError), socket.socket(family, kind):
        claim(f"a socket of {family.name} can be opened")


def double(x):
    return x * 0
