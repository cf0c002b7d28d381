"""The judge's end of the wall: talks to a worker within limits of time and size."""

from __future__ import annotations

import os
import secrets
import selectors
import signal
import socket
import time
from typing import Any

from autograder.isolation import wire
from autograder.isolation.folder import make_folder, remove_folder
from autograder.isolation.workers import NoWorker, NurseryLine

KEPT_OUTPUT = 64 << 10
MAX_OUTPUT = 8 << 20
MAX_RECEIVED = 72 << 20
GRACE = 0.3
CHUNK = 1 << 16
BIRTH = 120.0
FORGED = "wrote into the connection to the grader"
BREACHES = {
    "cpu_seconds": "used more than {cpu_seconds:.0f} seconds of processor time",
    "memory_mb": "used more than {memory_mb} MB of memory",
    "folder": "wrote more or larger files than it may",
    "file_mb": "wrote a file of more than {file_mb} MB",
    "open_files": "had more than {open_files} files open",
}


class WorkerLost(BaseException):
    """The worker is gone; not an Exception, so that no check mistakes it for the student's error."""

    def __init__(self, reason: str, *, timeout: bool = False, killed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.timeout = timeout
        self.killed = killed


class WorkerLine:
    """A judge's connection to one worker: requests, replies and what the worker prints."""

    def __init__(self, nursery: NurseryLine, limits: dict[str, Any]) -> None:
        self.nursery = nursery
        self.limits = limits
        self.folder = make_folder()
        self.socket, theirs = socket.socketpair()
        self.output, write_end = os.pipe()
        try:
            self.pid = nursery.make(self.folder, limits, theirs.fileno(), write_end)
        except NoWorker:
            self.socket.close()
            os.close(self.output)
            remove_folder(self.folder)
            raise
        finally:
            theirs.close()
            os.close(write_end)
        self.printed = bytearray()
        self.printed_count = 0
        self.received = 0
        self.unread = bytearray()
        # The frames of the last request and of its reply.
        self.asked = b""
        self.frame = b"", b""
        self.socket.setblocking(False)
        os.set_blocking(self.output, False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.socket, selectors.EVENT_READ)
        self.selector.register(self.output, selectors.EVENT_READ)
        self._expect_born()

    def request(self, message: dict[str, Any], seconds: float, fetch: wire.Fetch, keep: wire.Keep) -> dict[str, Any]:
        """Returns the worker's reply.

        Raises:
            WorkerLost: If it does not come in time, is malformed, or the worker has ended.
            wire.NotPlain: If the request holds what cannot cross.
        """
        number = secrets.randbits(64)
        self.asked = wire.pack({"id": number, **message}, keep)
        deadline = time.monotonic() + seconds
        try:
            self._send(self.asked, deadline)
            header, blob = wire.lengths(self._receive(wire.LENGTHS.size, deadline))
            self.received += header + blob
            if self.received > MAX_RECEIVED:
                raise WorkerLost(f"gave back more than {MAX_RECEIVED >> 20} MB")
            self.frame = self._receive(header, deadline), self._receive(blob, deadline)
            reply = wire.unpack(*self.frame, fetch)
        except TimeoutError:
            raise WorkerLost(f"took longer than {seconds:.0f} seconds", timeout=True) from None
        except wire.WireError:
            raise WorkerLost(FORGED) from None
        except (BrokenPipeError, ConnectionResetError, EOFError):
            raise self._how_it_ended() from None
        if type(answered := reply.pop("id", None)) is not int or answered != number:
            raise WorkerLost(FORGED)
        # The worker flushes before it answers, so all that it printed is there.
        self._drain()
        return reply

    def say(self, breach: str) -> str:
        """Returns in words which limit was broken."""
        return BREACHES[breach].format(**self.limits)

    def take_output(self) -> str:
        """Returns what was printed since the last time, as text within its cap."""
        text = self.printed.decode(errors="replace")
        if self.printed_count > len(self.printed):
            text += f"\n[{self.printed_count - len(self.printed)} more bytes were printed]"
        self.printed, self.printed_count = bytearray(), 0
        return text

    def close(self) -> None:
        """Ends the worker with all that it started."""
        try:
            self.nursery.end(self.pid, grace=0.0)
        finally:
            self.selector.close()
            self.socket.close()
            os.close(self.output)
            remove_folder(self.folder)

    def _expect_born(self) -> None:
        """Waits until the worker is locked down; whatever goes wrong before that is no submission's doing."""
        said = bytearray()
        try:
            while not said.endswith(b"\n"):
                said += self._receive(1, time.monotonic() + BIRTH)
        except (TimeoutError, EOFError, ConnectionResetError):
            said += b"it did not answer\n"
        if len(said) > 1:
            self.close()
            raise NoWorker(f"a worker could not be locked down: {said.decode(errors='replace').strip()}")

    def _how_it_ended(self) -> WorkerLost:
        """Gives a reason without exit code or signal: the student's code could choose one by what it has seen."""
        end = self.nursery.end(self.pid, GRACE)
        if end.breach:
            return WorkerLost(self.say(end.breach))
        if end.status is None:
            return WorkerLost("closed its connection to the grader")
        if end.status == -signal.SIGABRT:
            limit = f"{self.limits['memory_mb']} MB"
            return WorkerLost(f"made a library give up; it may have wanted more than {limit} of memory")
        if end.status < 0:
            # Not for a limit that we know of: perhaps by the system, which was short of memory.
            return WorkerLost("crashed the interpreter or was killed", killed=end.status == -signal.SIGKILL)
        return WorkerLost("ended the program")

    def _send(self, frame: bytes, deadline: float) -> None:
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                self.selector.modify(self.socket, selectors.EVENT_WRITE)
                self._wait(deadline)
                self.selector.modify(self.socket, selectors.EVENT_READ)

    def _receive(self, count: int, deadline: float) -> bytes:
        while len(self.unread) < count:
            self._wait(deadline)
            chunk = self.socket.recv(CHUNK)
            if not chunk:
                raise EOFError
            self.unread += chunk
        data = bytes(self.unread[:count])
        del self.unread[:count]
        return data

    def _wait(self, deadline: float) -> None:
        """Waits until the socket is ready, and reads what is printed meanwhile."""
        while True:
            ready = [key.fileobj for key, _ in self.selector.select(max(0.0, deadline - time.monotonic()))]
            if self.output in ready:
                self._drain()
            if self.socket in ready:
                return
            if time.monotonic() >= deadline:
                raise TimeoutError

    def _drain(self) -> None:
        while True:
            try:
                chunk = os.read(self.output, CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                if self.output in self.selector.get_map():
                    self.selector.unregister(self.output)
                return
            self.printed_count += len(chunk)
            self.printed += chunk[: KEPT_OUTPUT - len(self.printed)]
            if self.printed_count > MAX_OUTPUT:
                raise WorkerLost(f"printed more than {MAX_OUTPUT >> 20} MB")
