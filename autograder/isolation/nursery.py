"""The process that has imported the libraries once and forks a worker for each request of a judge.

It is started with a clean environment and holds nothing of the private half. Standard input is its
life line: when the process that started it ends, it kills its workers and ends too.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from typing import Any

from autograder.isolation import limits, worker

MAX_REQUEST = 1 << 16


class Nursery:
    """Forks workers and, being their parent, ends them."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.selector = selectors.DefaultSelector()
        self.selector.register(listener, selectors.EVENT_READ)
        self.selector.register(sys.stdin, selectors.EVENT_READ)
        self.workers: dict[socket.socket, set[int]] = {}

    def run(self) -> None:
        """Serves judges until standard input closes."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is sys.stdin:
                    for judge in list(self.workers):
                        self.close(judge)
                    return
                if key.fileobj is self.listener:
                    judge, _ = self.listener.accept()
                    self.selector.register(judge, selectors.EVENT_READ)
                    self.workers[judge] = set()
                elif isinstance(key.fileobj, socket.socket):
                    try:
                        self.answer(key.fileobj)
                    except (BrokenPipeError, ConnectionResetError):  # the judge died before it had its answer
                        self.close(key.fileobj)

    def answer(self, judge: socket.socket) -> None:
        """Does what a judge asks; a judge that has hung up loses its workers."""
        request, descriptors, _, _ = socket.recv_fds(judge, MAX_REQUEST, 2)
        if not request:
            self.close(judge)
            return
        message = json.loads(request)
        if message["do"] == "fork":
            reply: dict[str, int | None] = {"pid": self.fork(judge, descriptors, message["folder"], message["limits"])}
        else:
            reply = {"status": self.end(judge, message["pid"], message["grace"])}
        judge.sendall(json.dumps(reply).encode())

    def fork(self, judge: socket.socket, descriptors: list[int], folder: str, allowed: dict[str, Any]) -> int:
        """Returns the process id of a new worker, the leader of a process group of its own."""
        pid = os.fork()
        if pid:
            os.setpgid(pid, pid)
            for descriptor in descriptors:
                os.close(descriptor)
            self.workers[judge].add(pid)
            return pid
        try:
            self.become_worker(descriptors, folder, allowed)
        finally:
            os._exit(0)

    def become_worker(self, descriptors: list[int], folder: str, allowed: dict[str, Any]) -> None:
        """Leaves everything of the nursery behind but its imports, and serves."""
        limits.die_with_parent()
        os.setpgid(0, 0)
        connection, output = descriptors
        # Standard error is where libraries chatter: what a student prints goes to standard output.
        null = os.open(os.devnull, os.O_RDWR)
        # First out of the way of 0 to 3, so that no copy overwrites one that is still to be copied.
        above = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in (null, output, null, connection)]
        for number, descriptor in enumerate(above):
            os.dup2(descriptor, number)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        os.chdir(folder)
        limits.apply(**allowed)
        worker.serve(socket.socket(fileno=3))

    def end(self, judge: socket.socket, pid: int, grace: float = 0.0) -> int | None:
        """Kills a worker with its whole process group; returns how it ended if it did so by itself.

        A worker whose connection is closed has ended or is about to: `grace` is how long to wait for that.
        """
        if pid not in self.workers[judge]:
            return None
        deadline = time.monotonic() + grace
        # WNOWAIT keeps the process id taken, so that the group to be killed can be no other.
        while not (ended := os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
            if time.monotonic() >= deadline:
                break
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        self.workers[judge].discard(pid)
        return os.waitstatus_to_exitcode(status) if ended else None

    def close(self, judge: socket.socket) -> None:
        """Ends the workers of a judge and forgets it."""
        for pid in list(self.workers[judge]):
            self.end(judge, pid)
        self.selector.unregister(judge)
        del self.workers[judge]
        judge.close()


def main() -> None:
    """Warms up and serves: `python -m autograder.isolation.nursery SOCKET MODULE...`."""
    limits.die_with_parent()
    # Ctrl-C in a terminal reaches every process of the run; the one that started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listener = socket.socket(fileno=int(sys.argv[1]))
    for module in sys.argv[2:]:
        importlib.import_module(module)
    gc.freeze()
    sys.stdout.flush()
    Nursery(listener).run()


if __name__ == "__main__":
    main()
