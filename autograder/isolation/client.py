"""The judge's end of the wall: starts nurseries, and talks to a worker within limits of time and size."""

from __future__ import annotations

import json
import os
import secrets
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder.isolation import wire

KEPT_OUTPUT = 64 << 10
MAX_OUTPUT = 8 << 20
GRACE = 0.3
FORGED = "wrote into the connection to the grader"

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "MALLOC_ARENA_MAX": "2",
    "MPLBACKEND": "Agg",
    # One thread: a nursery with more could not be forked safely, and jobs run side by side.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


class NurseryProcess:
    """A nursery of our own, which runs from `start` to `close`."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        self.modules = modules
        self.folder = tempfile.TemporaryDirectory(prefix="autograder-")
        self.address = str(Path(self.folder.name, "nursery"))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process unless it runs; it answers when its imports are done."""
        if self.process is not None:
            return
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen()
            command = [sys.executable, "-I", "-B", "-m", "autograder.isolation.nursery"]
            self.process = subprocess.Popen(
                [*command, str(listener.fileno()), *self.modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT | {"HOME": self.folder.name},
                cwd=self.folder.name,
                pass_fds=[listener.fileno()],
            )

    def close(self) -> None:
        """Ends the process and every worker of it."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait()
        self.folder.cleanup()


class WorkerLost(BaseException):
    """The worker is gone; not an Exception, so that no check mistakes it for the student's error."""

    def __init__(self, reason: str, *, timeout: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.timeout = timeout


class NurseryLine:
    """A judge's connection to a nursery, through which workers are asked for and ended."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(address)

    def ask(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> dict[str, Any]:
        """Returns the nursery's reply."""
        socket.send_fds(self.socket, [json.dumps(message).encode()], descriptors)
        reply = self.socket.recv(1 << 16)
        if not reply:
            raise ConnectionError("the nursery has ended")
        parsed: dict[str, Any] = json.loads(reply)
        return parsed

    def close(self) -> None:
        """Hangs up; the nursery then ends the workers that were asked for here."""
        self.socket.close()


class WorkerLine:
    """A judge's connection to one worker: requests, replies and what the worker prints."""

    def __init__(self, nursery: NurseryLine, limits: dict[str, Any]) -> None:
        self.nursery = nursery
        self.limits = limits
        self.folder = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        self.socket, theirs = socket.socketpair()
        self.output, write_end = os.pipe()
        try:
            message = {"do": "fork", "folder": self.folder.name, "limits": limits}
            self.pid = nursery.ask(message, (theirs.fileno(), write_end))["pid"]
        finally:
            theirs.close()
            os.close(write_end)
        self.printed = bytearray()
        self.printed_count = 0
        self.socket.setblocking(False)
        os.set_blocking(self.output, False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.socket, selectors.EVENT_READ)
        self.selector.register(self.output, selectors.EVENT_READ)

    def request(self, message: dict[str, Any], seconds: float, fetch: wire.Fetch, keep: wire.Keep) -> dict[str, Any]:
        """Returns the worker's reply.

        Raises:
            WorkerLost: If it does not come in time, is malformed, or the worker has ended.
            wire.NotPlain: If the request holds what cannot cross.
        """
        number = secrets.randbits(64)
        frame = wire.pack({"id": number, **message}, keep)
        deadline = time.monotonic() + seconds
        try:
            self._send(frame, deadline)
            header, blob = wire.lengths(self._receive(wire.LENGTHS.size, deadline))
            reply = wire.unpack(self._receive(header, deadline), self._receive(blob, deadline), fetch)
        except TimeoutError:
            raise WorkerLost(f"took longer than {seconds:.0f} seconds", timeout=True) from None
        except wire.WireError:
            raise WorkerLost(FORGED) from None
        except (BrokenPipeError, ConnectionResetError, EOFError):
            raise WorkerLost(self._how_it_ended()) from None
        if reply.pop("id", None) != number:
            raise WorkerLost(FORGED)
        # The worker flushes before it answers, so all that it printed is there.
        self._drain()
        return reply

    def take_output(self) -> str:
        """Returns what was printed since the last time, as text within its cap."""
        text = self.printed.decode(errors="replace")
        if self.printed_count > len(self.printed):
            text += f"\n[{self.printed_count - len(self.printed)} more bytes were printed]"
        self.printed, self.printed_count = bytearray(), 0
        return text

    def close(self) -> None:
        """Ends the worker with all that it started."""
        self._end(grace=0.0)
        self.selector.close()
        self.socket.close()
        os.close(self.output)
        self.folder.cleanup()

    def _end(self, grace: float) -> int | None:
        """Has the worker killed; returns how it ended if it did so by itself."""
        status: int | None = self.nursery.ask({"do": "end", "pid": self.pid, "grace": grace})["status"]
        return status

    def _how_it_ended(self) -> str:
        """Returns a reason without exit code or signal: the student's code could choose one by what it has seen."""
        status = self._end(GRACE)
        if status is None:
            return "closed its connection to the grader"
        if status >= 0:
            return "ended the program"
        if -status in (signal.SIGXCPU, signal.SIGKILL):
            return f"used more than {self.limits['cpu_seconds']:.0f} seconds of processor time or was killed"
        return "crashed the interpreter"

    def _send(self, frame: bytes, deadline: float) -> None:
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                self._wait(selectors.EVENT_WRITE, deadline)

    def _receive(self, count: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < count:
            self._wait(selectors.EVENT_READ, deadline)
            chunk = self.socket.recv(count - len(data))
            if not chunk:
                raise EOFError
            data += chunk
        return bytes(data)

    def _wait(self, event: int, deadline: float) -> None:
        """Waits until the socket is ready, and reads what is printed meanwhile."""
        self.selector.modify(self.socket, event)
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
                chunk = os.read(self.output, 1 << 16)
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
