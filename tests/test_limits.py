"""What a worker may use has an end; a breach is told in its own words, and costs nobody else anything."""

import mmap
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.isolation import limits
from autograder.isolation.client import WorkerLine, WorkerLost
from autograder.isolation.sandbox import Sandbox, available
from autograder.isolation.user import can_become
from autograder.isolation.workers import NurseryLine
from tests.conftest import PRIVATE
from tests.processes import ends
from tests.workers import LIMITS, OwnNursery, call, load

PROCESSOR = "used more than 1 seconds of processor time"
MEMORY = "used more than 512 MB of memory"
FOLDER = "wrote more or larger files than it may"
FILE = "wrote a file of more than 1 MB"
OPEN_FILES = "had more than 64 files open"
OUTPUT = "printed more than 8 MB"

# Slow enough for the watch to see it grow, and at an end before 3 GB if nothing stops it.
GROWING = "kept = []\nfor _ in range(300):\n    {}\n    time.sleep(0.005)"
SHARED = GROWING.format("kept.append(mmap.mmap(-1, 8 << 20))\n    kept[-1].write(bytes(8 << 20))")
FILES = "for n in range({}):\n    {}\ntime.sleep(10)"
UNLISTED = "os.mkdir('closed', 0o300)\n" + FILES.format(2500, "open(f'closed/{n}', 'w').close()")
UNNAMED = FILES.format(200, "kept.append(open('one', 'wb'))\n    os.remove('one')\n    kept[-1].write(bytes(1 << 20))")

# What a submission does, and in which words the judge's end tells of it.
BREACHES = {
    "endless loop": ("while True: pass", PROCESSOR),
    "deaf to the signal": ("signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", PROCESSOR),
    "threads": ("for _ in range(2): Thread(target=burn).start()\nburn()", PROCESSOR),
    "large block": ("kept = bytearray(3 << 30)", MEMORY),
    "large array": ("kept = np.ones((3 << 30) // 8)", MEMORY),
    "growing blocks": (GROWING.format("kept.append(bytearray(b'x' * (8 << 20)))"), MEMORY),
    "growing arrays": (GROWING.format("kept.append(np.ones(1 << 20))"), MEMORY),
    "shared memory": (SHARED, MEMORY),
    "large file": ("open('big', 'wb').write(bytes(2 << 20))", FILE),
    "large file with a hole": ("open('big', 'wb').truncate(2 << 20)", FILE),
    "open files": ("kept = [open(os.devnull) for _ in range(100)]", OPEN_FILES),
    "small files": (FILES.format(2500, "open(str(n), 'w').close()"), FOLDER),
    "folders": (FILES.format(2500, "os.mkdir(str(n))"), FOLDER),
    "much in files": (FILES.format(80, "open(str(n), 'wb').write(bytes(1 << 20))"), FOLDER),
    "files in an unlisted folder": (UNLISTED, FOLDER),
    "output": ("for _ in range(9): print('x' * 1_000_000)\ntime.sleep(10)", OUTPUT),
    "output in one piece": ("print('x' * 9_000_000)", OUTPUT),
}
SUBMISSION = """
import mmap, os, signal, time
from threading import Thread

import numpy as np

def burn():
    while True: pass

def use():
    {}
"""
THREADS = """
import threading, time

def start(count, stack):
    threading.stack_size(stack)
    for n in range(count):
        try:
            threading.Thread(target=time.sleep, args=(60,)).start()
        except RuntimeError:
            return n
    return count
"""


def words_for(worker: WorkerLine, statements: str) -> str:
    """Returns the words for what a submission does, whichever way the judge's end comes to know of it."""
    load(worker, SUBMISSION.format(statements.replace("\n", "\n    ")))
    try:
        error = call(worker, "use")["error"]
    except WorkerLost as lost:
        return lost.reason
    assert error["breach"], error
    return worker.say(error["breach"])


def expect_nothing_left(worker: WorkerLine) -> None:
    """Fails if a worker that is closed has left a process or a folder, or if no other is served."""
    assert ends(worker.pid)
    assert not Path(worker.folder).exists()
    with closing(WorkerLine(worker.nursery, LIMITS)) as following:
        load(following, "def f():\n    return 1\n")
        assert call(following, "f")["value"] == 1


def expect_breach(source: NurseryLine, name: str) -> None:
    """Fails if a breach is not told in its own words, or leaves something."""
    statements, words = BREACHES[name]
    with closing(WorkerLine(source, LIMITS | ({"cpu_seconds": 1} if words == PROCESSOR else {}))) as worker:
        assert words_for(worker, statements) == words
    expect_nothing_left(worker)


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_has_its_own_words_and_leaves_nothing(line: NurseryLine, name: str) -> None:
    expect_breach(line, name)


@pytest.mark.parametrize("name", ["endless loop", "shared memory", "growing arrays", "large file", "small files"])
def test_a_breach_by_a_fresh_interpreter_has_the_same_words(fresh: NurseryLine, name: str) -> None:
    expect_breach(fresh, name)


def test_files_without_a_name_count_too(line: NurseryLine) -> None:
    with closing(WorkerLine(line, LIMITS | {"open_files": 256})) as worker:
        assert words_for(worker, "kept = []\n" + UNNAMED) == FOLDER


@pytest.fixture(scope="module")
def own_user() -> Iterator[NurseryLine]:
    """A nursery whose workers are users of their own; it has imported what they use, which they may not reach."""
    if not can_become():
        pytest.skip("only root can become another user")
    sandbox = Sandbox.around(PRIVATE, replace(available(), own_user=True))
    with closing(OwnNursery(("numpy", "numpy.random", "threading", "mmap", "signal"), sandbox)) as line:
        yield line


def test_threads_are_limited_by_their_stacks(line: NurseryLine) -> None:
    with closing(WorkerLine(line, LIMITS)) as worker:
        load(worker, THREADS)
        pools = limits.POOLS
        assert 32 + pools <= call(worker, "start", 400 + pools, 0)["value"] < 200 + pools
    expect_nothing_left(worker)


def test_threads_of_a_user_are_counted(own_user: NurseryLine) -> None:
    with closing(WorkerLine(own_user, LIMITS)) as worker:
        load(worker, THREADS)
        assert call(worker, "start", 700, 1 << 16)["value"] == limits.THREADS - 1
    expect_nothing_left(worker)


@pytest.mark.parametrize(("pools", "enough"), [(150, True), (8, False)])
def test_the_threads_of_a_library_cost_nothing_of_the_memory(pools: int, enough: bool) -> None:
    """On a machine with many processors, the stacks of its pools alone are larger than what an exercise may use."""
    script = f"""
import threading
from autograder.isolation import limits
limits.POOLS = {pools}
limits.apply(cpu_seconds=5, memory_mb=100, file_mb=1, open_files=64)
threading.stack_size(limits.STACK)
done = threading.Event()
try:
    for n in range(150):
        threading.Thread(target=done.wait).start()
finally:
    done.set()
"""
    assert (subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0) == enough


@pytest.mark.parametrize("name", ["shared memory", "small files"])
def test_a_breach_by_another_user_has_the_same_words(own_user: NurseryLine, name: str) -> None:
    expect_breach(own_user, name)


def test_a_worker_has_the_limits_of_its_exercise(worker: WorkerLine) -> None:
    load(worker, "import resource\ndef f(limit):\n    return resource.getrlimit(limit)\n")
    for limit, expected in {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (LIMITS["cpu_seconds"], LIMITS["cpu_seconds"] + 2),
        resource.RLIMIT_FSIZE: (LIMITS["file_mb"] << 20,) * 2,
        resource.RLIMIT_NOFILE: (LIMITS["open_files"],) * 2,
    }.items():
        assert call(worker, "f", limit)["value"] == expected


def test_a_worker_cannot_raise_its_limits(worker: WorkerLine) -> None:
    load(worker, "import resource\ndef f(limit):\n    resource.setrlimit(limit, (resource.RLIM_INFINITY,) * 2)\n")
    for name in ("CPU", "FSIZE", "NOFILE", "AS", "DATA", "CORE"):
        assert call(worker, "f", getattr(resource, f"RLIMIT_{name}"))["error"]["kind"] == "ValueError"


def test_a_limit_that_is_stricter_already_stays() -> None:
    script = """
import resource
from autograder.isolation import limits
resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
limits.apply(cpu_seconds=1.5, memory_mb=100, file_mb=1, open_files=64)
assert resource.getrlimit(resource.RLIMIT_NOFILE) == (32, 32)
assert resource.getrlimit(resource.RLIMIT_CPU) == (2, 4)
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_memory_of_a_process_is_what_it_alone_holds() -> None:
    before = limits.memory_of(os.getpid())
    with closing(mmap.mmap(-1, 50 << 20)) as shared:
        shared.write(bytes(50 << 20))
        assert 45 << 20 <= limits.memory_of(os.getpid()) - before <= 120 << 20
    with subprocess.Popen(["true"]) as process:
        process.wait()
    assert limits.memory_of(process.pid) == 0
