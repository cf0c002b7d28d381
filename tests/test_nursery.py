"""The nursery makes workers that hold nothing of ours, and leaves nothing of them behind."""

import json
import socket
import sys
from contextlib import closing
from pathlib import Path

import pytest

from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import OPEN
from autograder.isolation.workers import NurseryLine, NurseryProcess
from tests.processes import ends, runs
from tests.workers import LIMITS, OwnNursery, call, load

CHILD = """
import subprocess, sys

def start():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid
"""


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "fresh"])
def test_nothing_of_a_worker_is_left(fork: bool) -> None:
    # Locked into nothing, so that it can start processes.
    with closing(OwnNursery(("numpy",), OPEN, fork=fork)) as line, closing(WorkerLine(line, LIMITS)) as worker:
        load(worker, CHILD)
        child = call(worker, "start")["value"]
        assert runs(worker.pid)
        assert runs(child)
    assert ends(worker.pid)
    assert ends(child)
    assert not Path(worker.folder).exists()


def wait_for_end(connection: socket.socket) -> None:
    """Waits until a worker hangs up; it may have had the time to say that it is there."""
    connection.settimeout(10)
    while connection.recv(1):
        pass


def test_a_judge_that_hangs_up_loses_its_workers(nursery: NurseryProcess, tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    line = NurseryLine(nursery.address)
    pid = line.make(str(tmp_path), LIMITS, theirs.fileno(), sys.__stdout__.fileno())
    theirs.close()
    assert runs(pid)
    line.close()
    wait_for_end(ours)
    assert ends(pid)
    ours.close()


def test_a_judge_that_dies_before_its_answer_harms_no_other(nursery: NurseryProcess, tmp_path: Path) -> None:
    for _ in range(20):
        ours, theirs = socket.socketpair()
        hasty = NurseryLine(nursery.address)
        request = json.dumps({"do": "make", "folder": str(tmp_path), "limits": LIMITS}).encode()
        socket.send_fds(hasty.socket, [request], [theirs.fileno(), sys.__stdout__.fileno()])
        hasty.close()
        theirs.close()
        wait_for_end(ours)
        ours.close()
    with closing(NurseryLine(nursery.address)) as line, closing(WorkerLine(line, LIMITS)) as other:
        load(other, "def f():\n    return 1\n")
        assert call(other, "f")["value"] == 1
