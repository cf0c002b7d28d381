"""How a process becomes a worker: it lets go of everything else, locks itself down, and serves."""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import socket
import sys
import tempfile
import threading
from multiprocessing import synchronize
from typing import Any

from autograder.isolation import limits, worker
from autograder.isolation.sandbox import Sandbox

# Where a worker has its descriptors: nothing to read, what it prints, nothing to complain to, and its judge.
STREAMS = NOTHING, OUTPUT, _, CONNECTION = range(4)


def become_worker(connection: int, output: int, folder: str, allowed: dict[str, Any], sandbox: Sandbox) -> None:
    """Keeps four descriptors and one folder, and answers requests until the judge hangs up.

    Its first line says that it is locked down, or why not: a submission has not run yet, and is not to blame.
    """
    # Standard error is where libraries chatter: what a student prints goes to standard output.
    null = os.open(os.devnull, os.O_RDWR)
    # First out of the way of 0 to 3, so that no copy overwrites one that is still to be copied.
    above = [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in (null, output, null, connection)]
    for number, descriptor in enumerate(above):
        os.dup2(descriptor, number)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    os.chdir(folder)
    # Libraries may have asked for these places before the fork.
    os.environ["HOME"] = tempfile.tempdir = folder
    # A worker has no other process to share a lock with, and the files behind such locks are out of its reach.
    synchronize.Lock = lambda *, ctx: threading.Lock()  # type: ignore[assignment, misc, return-value]  # close enough
    judge = socket.socket(fileno=CONNECTION)
    try:
        expect_one_thread()
        sandbox.lock_down(folder, allowed)
    except Exception as error:
        judge.sendall(f"{type(error).__name__}: {error}\n".encode())
        raise
    judge.sendall(b"\n")
    worker.serve(judge)


def expect_one_thread() -> None:
    """Refuses to go on with more threads: a fork would lose them, and a lock-down would not bind them."""
    if os.path.isdir("/proc/self/task") and (threads := len(os.listdir("/proc/self/task"))) > 1:
        raise RuntimeError(f"importing the libraries has started {threads - 1} threads")


def main() -> None:
    """Becomes a worker in an interpreter of its own; settings come with the call."""
    limits.die_with_parent(os.getppid())
    settings = json.loads(sys.argv.pop(1))
    for module in settings["modules"]:
        importlib.import_module(module)
    sandbox = Sandbox.from_json(settings["sandbox"])
    become_worker(CONNECTION, OUTPUT, settings["folder"], settings["limits"], sandbox)
