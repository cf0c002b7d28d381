"""The process that has imported the libraries once and makes a worker for each request of a judge.

It is started with a clean environment and holds nothing of the private half. Standard input is its
life line: when the process that started it ends, it kills its workers and ends too.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import Any

from autograder.isolation import limits, seccomp
from autograder.isolation.birth import STREAMS, become_worker, expect_one_thread
from autograder.isolation.folder import held_unlinked, is_overfull
from autograder.isolation.interpreter import ENVIRONMENT, interpreter
from autograder.isolation.sandbox import Sandbox

MAX_REQUEST = 1 << 16
LOOK = 0.05
FOLDER_LOOKS = 4


@dataclass
class Ward:
    """A worker that lives: its folder, the memory and the processor time that it may use, and the limit it broke."""

    folder: str
    memory: int
    cpu_seconds: float
    breach: str | None = None


class Nursery:
    """Makes workers and, being their parent, watches over them and ends them."""

    def __init__(self, listener: socket.socket, settings: dict[str, Any], sandbox: Sandbox) -> None:
        self.listener = listener
        self.settings = settings
        self.sandbox = sandbox
        self.selector = selectors.DefaultSelector()
        self.selector.register(listener, selectors.EVENT_READ)
        self.selector.register(sys.stdin, selectors.EVENT_READ)
        self.workers: dict[socket.socket, dict[int, Ward]] = {}
        self.looks = 0

    def run(self) -> None:
        """Serves judges until standard input closes."""
        due = time.monotonic() + LOOK
        while True:
            for key, _ in self.selector.select(LOOK if any(self.workers.values()) else None):
                if key.fileobj is sys.stdin:
                    for judge in list(self.workers):
                        self.close(judge)
                    return
                if key.fileobj is self.listener:
                    judge, _ = self.listener.accept()
                    self.selector.register(judge, selectors.EVENT_READ)
                    self.workers[judge] = {}
                elif isinstance(key.fileobj, socket.socket):
                    try:
                        self.answer(key.fileobj)
                    except (BrokenPipeError, ConnectionResetError):  # the judge died before it had its answer
                        self.close(key.fileobj)
            if time.monotonic() >= due:
                self.look()
                due = time.monotonic() + LOOK

    def answer(self, judge: socket.socket) -> None:
        """Does what a judge asks; a judge that has hung up loses its workers."""
        request, descriptors, _, _ = socket.recv_fds(judge, MAX_REQUEST, 2)
        if not request:
            self.close(judge)
            return
        message = json.loads(request)
        reply: dict[str, Any]
        if message["do"] == "make":
            make = self.fork if self.settings["fork"] else self.spawn
            connection, output = descriptors
            pid, born_with = make(connection, output, message["folder"], message["limits"])
            for descriptor in descriptors:
                os.close(descriptor)
            memory = born_with + message["limits"]["memory_mb"] * limits.MEGABYTE
            self.workers[judge][pid] = Ward(message["folder"], memory, message["limits"]["cpu_seconds"])
            reply = {"pid": pid}
        else:
            status, breach = self.end(judge, message["pid"], message["grace"])
            reply = {"status": status, "breach": breach}
        judge.sendall(json.dumps(reply).encode())

    def fork(self, connection: int, output: int, folder: str, allowed: dict[str, Any]) -> tuple[int, int]:
        """Returns the process id of a new worker, the leader of a group, and the memory that is not of its making."""
        nursery = os.getpid()
        pid = os.fork()
        if pid:
            os.setpgid(pid, pid)
            return pid, limits.memory_of(nursery)
        try:
            limits.die_with_parent(nursery)
            os.setpgid(0, 0)
            become_worker(connection, output, folder, allowed, self.sandbox)
        finally:
            os._exit(0)

    def spawn(self, connection: int, output: int, folder: str, allowed: dict[str, Any]) -> tuple[int, int]:
        """Does the same with an interpreter of its own, whose imports are not of its making either."""
        command = interpreter("birth", json.dumps(self.settings | {"folder": folder, "limits": allowed}))
        null = os.open(os.devnull, os.O_RDWR)
        places = zip((null, output, null, connection), STREAMS, strict=True)
        actions = [(os.POSIX_SPAWN_DUP2, ours, theirs) for ours, theirs in places]
        environment = ENVIRONMENT | {"HOME": folder}
        pid = os.posix_spawn(command[0], command, environment, file_actions=actions, setpgroup=0)
        os.close(null)
        return pid, limits.LIBRARY_DATA

    def look(self) -> None:
        """Kills every worker that holds too much: limits of the system do not see shared memory or many files."""
        self.looks += 1
        for wards in self.workers.values():
            for pid, ward in wards.items():
                if limits.memory_of(pid) > ward.memory:
                    ward.breach = "memory_mb"
                elif self.looks % FOLDER_LOOKS == 0 and is_overfull(ward.folder, held_unlinked(pid)):
                    ward.breach = "folder"
                else:
                    continue
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)

    def end(self, judge: socket.socket, pid: int, grace: float = 0.0) -> tuple[int | None, str | None]:
        """Kills a worker with its whole process group; returns how it ended by itself, and the limit that it broke.

        A worker whose connection is closed has ended or is about to: `grace` is how long to wait for that.
        """
        ward = self.workers[judge].pop(pid, None)
        if ward is None:
            return None, None
        deadline = time.monotonic() + grace
        while not (ended := os.wait4(pid, os.WNOHANG))[0] and time.monotonic() < deadline:
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        by_itself, status, usage = ended if ended[0] else (0, *os.wait4(pid, 0)[1:])
        code = os.waitstatus_to_exitcode(status) if by_itself else None
        return code, ward.breach or broken_limit(code, usage, ward)

    def close(self, judge: socket.socket) -> None:
        """Ends the workers of a judge and forgets it."""
        for pid in list(self.workers[judge]):
            self.end(judge, pid)
        self.selector.unregister(judge)
        del self.workers[judge]
        judge.close()


def broken_limit(code: int | None, usage: resource.struct_rusage, ward: Ward) -> str | None:
    """Returns the limit for which the system killed a worker, if that is why it ended."""
    seconds = usage.ru_utime + usage.ru_stime
    # The kernel counts in ticks, and kills a little early by the clock of its accounts.
    spent = code == -signal.SIGKILL and seconds >= 0.9 * ward.cpu_seconds
    return "cpu_seconds" if spent or code == -signal.SIGXCPU else None


def expect_forkable() -> None:
    """Refuses to go on in a state in which a child would hang silently, such as in a Keras `fit`."""
    context = sys.modules.get("tensorflow.python.eager.context")
    if context is not None and context.context()._initialized:
        raise RuntimeError("TensorFlow has run an operation before the first worker was forked")
    expect_one_thread()


def main() -> None:
    """Warms up and serves; settings come from standard input."""
    limits.die_with_parent(os.getppid())
    limits.hide_memory()
    # Ctrl-C in a terminal reaches every process of the run; the one that started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = json.loads(sys.stdin.readline())
    sandbox = Sandbox.from_json(settings["sandbox"])
    if settings["fork"]:
        for module in settings["modules"]:
            importlib.import_module(module)
        expect_forkable()
        if sandbox.layers.seccomp:
            seccomp.prepare()
        gc.freeze()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    Nursery(socket.socket(fileno=settings["listener"]), settings, sandbox).run()
