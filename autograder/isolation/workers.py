"""Where a judge gets workers: from a nursery, which it shares with the other judges of a run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.isolation.interpreter import ENVIRONMENT, interpreter
from autograder.isolation.sandbox import Sandbox

GONE = "the nursery is gone"


@dataclass(frozen=True)
class End:
    """How a worker ended: its exit code if it did so by itself, and the limit that it broke, if any."""

    status: int | None
    breach: str | None = None


class NoWorker(BaseException):
    """No worker can be had, which is our fault; not an Exception, so that no check takes it for an answer."""


class NurseryLine:
    """A judge's connection to a nursery."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self.socket.connect(address)
        except OSError:
            self.socket.close()
            raise NoWorker(GONE) from None

    def make(self, folder: str, limits: dict[str, Any], connection: int, output: int) -> int:
        """Returns the process id of a new worker that answers on one descriptor and prints to the other."""
        pid: int = self._ask({"do": "make", "folder": folder, "limits": limits}, (connection, output))["pid"]
        return pid

    def end(self, pid: int, grace: float) -> End:
        """Kills a worker with all that it started, once it has had `grace` seconds to end by itself."""
        return End(**self._ask({"do": "end", "pid": pid, "grace": grace}))

    def close(self) -> None:
        """Hangs up; the nursery then ends the workers that were made here."""
        self.socket.close()

    def _ask(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> dict[str, Any]:
        try:
            socket.send_fds(self.socket, [json.dumps(message).encode()], descriptors)
            reply = self.socket.recv(1 << 16)
        except ConnectionError:
            reply = b""
        if not reply:
            raise NoWorker(GONE)
        parsed: dict[str, Any] = json.loads(reply)
        return parsed


class NurseryProcess:
    """A nursery of our own, which runs from `start` to `close`.

    It forks its workers, which finds the modules imported, or starts an interpreter for each, which takes seconds.
    """

    def __init__(self, modules: tuple[str, ...], sandbox: Sandbox, *, fork: bool = True) -> None:
        self.settings = {"modules": modules, "sandbox": sandbox.as_json(), "fork": fork}
        self.folder = tempfile.TemporaryDirectory(prefix=f"autograder-{os.getpid()}-")
        self.address = str(Path(self.folder.name, "nursery"))
        self.log = Path(self.folder.name, "log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process unless it runs; it answers when its imports are done.

        Raises:
            RuntimeError: If it ran and gave up; the message is its last word.
        """
        if self.process is not None:
            if (status := self.process.poll()) is None:
                return
            if status > 0:
                raise RuntimeError(self.log.read_text(errors="replace").strip().rpartition("\n")[2])
            Path(self.address).unlink()
            assert self.process.stdin is not None
            self.process.stdin.close()
        with socket.socket(socket.AF_UNIX) as listener, self.log.open("wb") as log:
            listener.bind(self.address)
            listener.listen()
            settings = self.settings | {"listener": listener.fileno()}
            self.process = subprocess.Popen(
                interpreter("nursery"),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=ENVIRONMENT | {"HOME": self.folder.name},
                cwd=self.folder.name,
                pass_fds=(listener.fileno(),),
                process_group=0,
            )
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(settings).encode() + b"\n")
        self.process.stdin.flush()

    def close(self) -> None:
        """Ends the process and every worker of it."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait()
        self.folder.cleanup()
