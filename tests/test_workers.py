"""Workers are the same from a nursery and as interpreters of their own, and end with whoever made them."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from autograder.isolation import wire
from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import OPEN
from autograder.isolation.workers import End, NoWorker, NurseryLine, NurseryProcess
from tests.conftest import PRIVATE
from tests.processes import ends, runs
from tests.workers import LIMITS, OwnNursery, ask, call, load

SUBMISSION = """
import os
import random
import resource
import sys
from pathlib import Path

import numpy as np

class Odd(ValueError):
    pass

def add(a, b=1):
    return a + b

def push(values):
    values.append(1)

def fail():
    raise Odd("so odd")

def leave():
    sys.exit(3)

def describe():
    return sys.argv, __name__, sys.stdin.read(), sys.flags.isolated, sys.dont_write_bytecode, os.listdir()

def say():
    print("hello")
    print("noise", file=sys.stderr)

def draw():
    return random.random(), np.random.normal(), hash("text") == hash("text")

def limits():
    return [resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in ("CPU", "FSIZE", "NOFILE", "CORE")]

def attempt(action):
    eval(action)
"""
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("add", (2,)),
    ("add", ([1], (2,))),
    ("push", ([],)),
    ("fail", ()),
    ("leave", ()),
    ("missing", ()),
    ("describe", ()),
    ("say", ()),
    ("draw", ()),
    ("limits", ()),
    *(
        ("attempt", (action,))
        for action in (
            "os.fork()",
            "os.execv('/bin/true', ['true'])",
            "os.kill(os.getppid(), 0)",
            "os.symlink('a', 'b')",
            "os.setsid()",
            "open('/etc/hostname').read()",
            "open('/tmp/outside', 'w')",
            "os.listdir('/tmp')",
            "open('/proc/1/environ').read()",
            f"os.listdir({str(PRIVATE)!r})",
            f"open({__file__!r}).read()",
            "resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20))",
        )
    ),
]

# A judge that dies without a word, with a worker of each kind that is at work and does not look up.
JUDGE = """
import time
from contextlib import suppress
from autograder.isolation.client import WorkerLine, WorkerLost
from autograder.isolation.sandbox import OPEN
from tests.workers import LIMITS, OwnNursery, ask

nurseries = [OwnNursery(("numpy",), OPEN, fork=fork) for fork in (True, False)]
workers = [WorkerLine(nursery, LIMITS) for nursery in nurseries]
for worker in workers:
    with suppress(WorkerLost):
        ask(worker, 0.1, do="load", name="work", source=b"import time; time.sleep(600)")
print(nurseries[0].process.process.pid, *[worker.pid for worker in workers], flush=True)
time.sleep(600)
"""


@pytest.fixture
def worker(source: NurseryLine) -> Iterator[WorkerLine]:
    with closing(WorkerLine(source, LIMITS)) as worker:
        load(worker, SUBMISSION)
        yield worker


@pytest.fixture
def own_nursery() -> Iterator[NurseryProcess]:
    """A nursery that a test may kill."""
    with closing(NurseryProcess(("numpy",), OPEN)) as nursery:
        nursery.start()
        yield nursery


def kill(nursery: NurseryProcess) -> None:
    assert nursery.process is not None
    nursery.process.kill()
    nursery.process.wait()


def test_both_give_the_same_answers(line: NurseryLine, fresh: NurseryLine) -> None:
    with closing(WorkerLine(line, LIMITS)) as one, closing(WorkerLine(fresh, LIMITS)) as other:
        assert load(one, "def f(:") == load(other, "def f(:")
        assert load(one, SUBMISSION) == load(other, SUBMISSION) == {"value": None}
        for name, args in CALLS:
            message = {"do": "call", "target": None, "name": name, "args": args, "kwargs": {}, "first": True}
            assert ask(one, **message) == ask(other, **message), (name, args)
        assert one.take_output() == other.take_output() == "hello\n"


@pytest.mark.parametrize("action", ["os.fork()", "os.setsid()", "__import__('socket').socket()"])
def test_both_are_locked_down(worker: WorkerLine, action: str) -> None:
    assert call(worker, "attempt", action)["error"]["kind"] == "PermissionError"


ENDS = {
    "os._exit(3)": End(3),
    "os.kill(os.getpid(), signal.SIGSEGV)": End(-signal.SIGSEGV),
    "os.closerange(3, 10); time.sleep(60)": End(None),
}


@pytest.mark.parametrize("statement", ENDS)
def test_both_say_how_a_worker_ended(source: NurseryLine, statement: str) -> None:
    with closing(WorkerLine(source, LIMITS)) as worker:
        load(worker, f"import os, signal, time\ndef f():\n    {statement}\n")
        worker.socket.setblocking(True)
        worker.socket.sendall(wire.pack({"id": 1, "do": "call", "target": None, "name": "f", "args": (), "kwargs": {}}))
        assert worker.socket.recv(1) == b""
        assert source.end(worker.pid, grace=1) == ENDS[statement]
        assert source.end(worker.pid, grace=1) == End(None)
        assert ends(worker.pid)


def test_both_end_all_their_workers_when_they_are_closed(nursery: NurseryProcess) -> None:
    for source in (NurseryLine(nursery.address), OwnNursery(("numpy",), OPEN, fork=False)):
        workers = [WorkerLine(source, LIMITS) for _ in range(2)]
        for worker in workers:
            load(worker, "")
            assert runs(worker.pid)
        source.close()
        assert all(ends(worker.pid) for worker in workers)
        for worker in workers:
            with suppress(OSError):  # its line is closed already
                worker.close()


def test_workers_end_with_their_judge() -> None:
    here = Path(__file__).parents[1]
    with subprocess.Popen([sys.executable, "-c", JUDGE], stdout=subprocess.PIPE, text=True, cwd=here) as judge:
        assert judge.stdout is not None
        pids = [int(pid) for pid in judge.stdout.readline().split()]
        assert len(pids) == 3
        assert all(map(runs, pids))
        judge.kill()
    assert all(map(ends, pids))


def test_a_worker_ends_with_its_nursery(own_nursery: NurseryProcess) -> None:
    with closing(NurseryLine(own_nursery.address)) as line:
        worker = WorkerLine(line, LIMITS)
        load(worker, "")
        assert runs(worker.pid)
        kill(own_nursery)
        assert ends(worker.pid)
        with pytest.raises(NoWorker):
            worker.close()
        with pytest.raises(NoWorker):
            WorkerLine(line, LIMITS)


def test_a_nursery_that_was_killed_is_started_anew(own_nursery: NurseryProcess) -> None:
    kill(own_nursery)
    with pytest.raises(NoWorker):
        NurseryLine(own_nursery.address)
    own_nursery.start()
    with closing(NurseryLine(own_nursery.address)) as line, closing(WorkerLine(line, LIMITS)) as worker:
        load(worker, SUBMISSION)
        assert call(worker, "add", 1)["value"] == 2


def test_a_nursery_that_runs_is_not_started_again(own_nursery: NurseryProcess) -> None:
    process = own_nursery.process
    own_nursery.start()
    assert own_nursery.process is process


def test_a_nursery_whose_imports_fail_says_so() -> None:
    with closing(NurseryProcess(("no_such_module",), OPEN)) as nursery:
        nursery.start()
        with closing(NurseryLine(nursery.address)) as line, pytest.raises(NoWorker):
            line.make("/", LIMITS, 0, 1)
        assert nursery.process is not None
        nursery.process.wait()
        with pytest.raises(RuntimeError, match="No module named 'no_such_module'"):
            nursery.start()
