"""A worker is born with four descriptors, a folder and a clean environment, and serves only when it is locked down."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.isolation.client import WorkerLine
from autograder.isolation.interpreter import ENVIRONMENT
from autograder.isolation.sandbox import OPEN
from autograder.isolation.workers import End, NoWorker, NurseryLine
from tests.workers import LIMITS, OwnNursery, call, load

SUBMISSION = """
import os
import sys
import tempfile
from pathlib import Path

def descriptors():
    # The folder of a process's descriptors cannot be listed in the sandbox.
    found = []
    for number in range(4096):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found

def streams():
    print("out", flush=True)
    os.write(1, b"put")
    os.write(2, b"noise")
    return sys.stdin.read(), os.read(0, 1), sys.stdout.encoding, sys.stderr.encoding

def environment():
    return dict(os.environ)

def places():
    return os.getcwd(), str(Path.home()), os.path.expanduser("~"), tempfile.gettempdir()

def modes():
    os.mkdir("folder")
    Path("file").write_text("")
    return os.stat(".").st_mode & 0o777, os.stat("folder").st_mode & 0o777, os.stat("file").st_mode & 0o777

def loaded(*names):
    return [name in sys.modules for name in names]

def arguments():
    return sys.argv, sys.path[0]
"""
RENUMBER = """
import json, os, sys, threading, time
from autograder.isolation.birth import become_worker
from autograder.isolation.sandbox import OPEN

folder, limits, connection, output, numbers = map(json.loads, sys.argv[1:])
for number, descriptor in [(100, connection), (101, output), (numbers[0], 100), (numbers[1], 101)]:
    os.dup2(descriptor, number)
if THREADED:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
become_worker(*numbers, folder, limits, OPEN)
"""


@pytest.fixture
def worker(source: NurseryLine) -> Iterator[WorkerLine]:
    with closing(WorkerLine(source, LIMITS)) as worker:
        load(worker, SUBMISSION)
        yield worker


def test_a_worker_holds_three_standard_streams_and_one_connection(worker: WorkerLine) -> None:
    assert call(worker, "descriptors")["value"] == [0, 1, 2, 3]


def test_a_worker_reads_nothing_and_only_its_output_arrives(worker: WorkerLine) -> None:
    assert call(worker, "streams")["value"] == ("", b"", "utf-8", "utf-8")
    assert worker.take_output() == "out\nput"


def test_a_worker_has_an_environment_without_ours(source: NurseryLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "ours")
    with closing(WorkerLine(source, LIMITS)) as worker:
        load(worker, SUBMISSION)
        environment = call(worker, "environment")["value"]
    assert environment == ENVIRONMENT | {"HOME": environment["HOME"]}


def test_the_folder_is_where_a_worker_is_at_home(worker: WorkerLine) -> None:
    assert set(call(worker, "places")["value"]) == {worker.folder}


def test_what_a_worker_makes_is_its_own(worker: WorkerLine) -> None:
    assert call(worker, "modes")["value"] == (0o700, 0o700, 0o600)


def test_a_worker_has_loaded_only_what_was_asked_for(worker: WorkerLine) -> None:
    names = ("numpy", "tensorflow", "keras", "pytest", "autograder.model", "autograder.judging")
    assert call(worker, "loaded", *names)["value"] == [True, False, False, False, False, False]


def test_a_worker_is_told_nothing_and_imports_from_its_folder_first(worker: WorkerLine) -> None:
    arguments, first = call(worker, "arguments")["value"]
    assert arguments == ["-c"]
    assert first == worker.folder


def test_what_cannot_be_locked_down_does_not_serve(source: NurseryLine) -> None:
    with pytest.raises(NoWorker, match="could not be locked down: TypeError"):
        WorkerLine(source, LIMITS | {"no_such_limit": 1})


def test_an_interpreter_whose_imports_fail_does_not_serve() -> None:
    with closing(OwnNursery(("no_such_module",), OPEN, fork=False)) as source, pytest.raises(NoWorker):
        WorkerLine(source, LIMITS)


@dataclass
class Renumbering:
    """Gives each worker its two descriptors under the numbers that a test has chosen."""

    numbers: tuple[int, int]
    threaded: bool = False
    process: subprocess.Popen[bytes] | None = None

    def make(self, folder: str, limits: dict[str, Any], connection: int, output: int) -> int:
        arguments = [folder, limits, connection, output, self.numbers]
        command = [sys.executable, "-c", RENUMBER.replace("THREADED", str(self.threaded)), *map(json.dumps, arguments)]
        self.process = subprocess.Popen(command, env=ENVIRONMENT, pass_fds=(connection, output))
        return self.process.pid

    def end(self, pid: int, grace: float) -> End:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        return End(None)

    def close(self) -> None:
        """There is no more to end."""


@pytest.mark.parametrize("numbers", [(0, 1), (1, 0), (1, 3), (2, 3), (3, 2), (64, 65), (65, 64)])
def test_descriptors_may_come_under_any_number(numbers: tuple[int, int]) -> None:
    with closing(WorkerLine(Renumbering(numbers), LIMITS)) as worker:
        load(worker, SUBMISSION)
        assert call(worker, "descriptors")["value"] == [0, 1, 2, 3]
        assert call(worker, "streams")["value"] == ("", b"", "utf-8", "utf-8")
        assert worker.take_output() == "out\nput"


def test_a_worker_with_a_second_thread_does_not_come_up() -> None:
    # What locks a process down binds the thread that asks for it, and no other.
    with pytest.raises(NoWorker, match="1 threads"):
        WorkerLine(Renumbering((64, 65), threaded=True), LIMITS)


def test_the_folder_is_all_that_a_worker_was_given(worker: WorkerLine) -> None:
    assert sorted(os.listdir(worker.folder)) == ["work.py"]
    assert Path(worker.folder, "work.py").read_text() == SUBMISSION
