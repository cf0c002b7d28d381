"""The nursery makes workers that hold nothing of ours, and leaves nothing of them behind."""

import json
import socket
import sys
import time
from pathlib import Path

import pytest

from autograder.isolation.client import NurseryLine, NurseryProcess, WorkerLine
from tests.workers import LIMITS, call, load

CHILD = """
import subprocess, sys

def start():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid
"""


def runs(pid: int) -> bool:
    """Says whether a process runs; one that nobody has reaped yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    """Waits for a process that has been killed: the kernel takes a moment."""
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not runs(pid)


def test_nothing_of_a_worker_is_left(line: NurseryLine) -> None:
    worker = WorkerLine(line, LIMITS)
    load(worker, CHILD)
    child = call(worker, "start")["value"]
    assert runs(worker.pid)
    assert runs(child)
    worker.close()
    assert ends(worker.pid)
    assert ends(child)
    assert not Path(worker.folder.name).exists()


def test_a_judge_that_hangs_up_loses_its_workers(nursery: NurseryProcess, tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    line = NurseryLine(nursery.address)
    request = {"do": "fork", "folder": str(tmp_path), "limits": LIMITS}
    pid = line.ask(request, (theirs.fileno(), sys.__stdout__.fileno()))["pid"]
    theirs.close()
    assert runs(pid)
    line.close()
    assert ours.recv(1) == b""
    assert ends(pid)
    ours.close()


def test_a_judge_that_dies_before_its_answer_harms_no_other(nursery: NurseryProcess, tmp_path: Path) -> None:
    for _ in range(20):
        ours, theirs = socket.socketpair()
        hasty = NurseryLine(nursery.address)
        request = json.dumps({"do": "fork", "folder": str(tmp_path), "limits": LIMITS}).encode()
        socket.send_fds(hasty.socket, [request], [theirs.fileno(), sys.__stdout__.fileno()])
        hasty.close()
        theirs.close()
        assert ours.recv(1) == b""
        ours.close()
    line = NurseryLine(nursery.address)
    other = WorkerLine(line, LIMITS)
    load(other, "def f():\n    return 1\n")
    assert call(other, "f")["value"] == 1
    other.close()
    line.close()


def test_a_worker_holds_three_standard_streams_and_one_connection(worker: WorkerLine) -> None:
    load(worker, "import os\ndef f():\n    return sorted(int(n) for n in os.listdir('/proc/self/fd'))\n")
    # The last one is the listing itself.
    assert call(worker, "f")["value"] == [0, 1, 2, 3, 4]


def test_a_worker_has_an_environment_without_ours(worker: WorkerLine, monkeypatch: pytest.MonkeyPatch) -> None:
    load(worker, "import os\ndef f():\n    return dict(os.environ)\n")
    environment = call(worker, "f")["value"]
    assert "PYTEST_CURRENT_TEST" not in environment
    assert environment["PATH"]


def test_a_nursery_without_tensorflow_has_not_loaded_it(worker: WorkerLine) -> None:
    load(worker, "import sys\ndef f():\n    return [n in sys.modules for n in ('numpy', 'tensorflow', 'keras')]\n")
    assert call(worker, "f")["value"] == [True, False, False]
