"""Looks for any place of the machine at which a worker could leave something for another."""

from tests.attacks.kit import NAME, WORLD, Path, claim, contextlib

PLACES = ["/", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock", "/home", "/mnt", "/srv"]

for folder in [*map(Path, PLACES), Path.home(), Path.cwd().parent, WORLD, WORLD / "home", WORLD / "tmp"]:
    path = folder / f"{NAME}.probe"
    if path.parent.resolve() != Path.cwd():
        with contextlib.suppress(OSError):
            path.write_bytes(b"")
            claim(f"{folder} can be written to")
            path.unlink()


def double(x):
    return x * 0
