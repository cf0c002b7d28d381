"""Whatever a worker does, the judge's end gets a value or WorkerLost, in time."""

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.isolation import wire
from autograder.isolation.client import NurseryLine, NurseryProcess, WorkerLine, WorkerLost

LIMITS = {"cpu_seconds": 20, "memory_mb": 512, "file_mb": 1, "open_files": 64}


@pytest.fixture
def line(nursery: NurseryProcess) -> Iterator[NurseryLine]:
    line = NurseryLine(nursery.address)
    yield line
    line.close()


@pytest.fixture
def worker(line: NurseryLine) -> Iterator[WorkerLine]:
    worker = WorkerLine(line, LIMITS)
    yield worker
    worker.close()


def ask(worker: WorkerLine, seconds: float = 20, **message: Any) -> dict[str, Any]:
    return worker.request(message, seconds, lambda number: number, wire.refuse)


def load(worker: WorkerLine, source: str) -> dict[str, Any]:
    return ask(worker, do="load", name="work", source=source.encode())


def call(worker: WorkerLine, name: str, *args: Any, seconds: float = 20) -> dict[str, Any]:
    return ask(worker, seconds, do="call", target=None, name=name, args=args, kwargs={})


def test_a_function_is_called_by_value(worker: WorkerLine) -> None:
    load(worker, "def add(a, b):\n    return a + b\n")
    assert call(worker, "add", 2, 3)["value"] == 5
    assert call(worker, "add", [1], [2])["value"] == [1, 2]


def test_a_changed_argument_comes_back(worker: WorkerLine) -> None:
    load(worker, "def push(x):\n    x.append(1)\ndef read(x):\n    return len(x)\n")
    assert call(worker, "push", [5])["arguments"] == (([5, 1],), {})
    assert call(worker, "read", [5])["arguments"] is None


def test_an_error_crosses_with_its_class_words_and_lines(worker: WorkerLine) -> None:
    load(worker, "class Odd(ValueError):\n    pass\n\ndef fail():\n    raise Odd('so odd')\n")
    error = call(worker, "fail")["error"]
    assert error == {"kind": "ValueError", "name": "Odd", "message": "so odd", "lines": [5]}


def test_a_syntax_error_names_its_line(worker: WorkerLine) -> None:
    error = load(worker, "x = 1\ndef f(:\n")["error"]
    assert (error["kind"], error["lines"]) == ("SyntaxError", [2])


@pytest.mark.parametrize("source", ["raise SystemExit(0)", "raise KeyboardInterrupt", "import sys; sys.exit()"])
def test_leaving_the_program_is_an_error_like_others(worker: WorkerLine, source: str) -> None:
    load(worker, f"def leave():\n    {source}\ndef stay():\n    return 1\n")
    assert call(worker, "leave")["error"]["kind"] in ("SystemExit", "KeyboardInterrupt")
    assert call(worker, "stay")["value"] == 1


def test_a_missing_function_is_named(worker: WorkerLine) -> None:
    load(worker, "")
    assert "double" in call(worker, "double")["error"]["message"]


def test_what_is_printed_is_kept_apart(worker: WorkerLine) -> None:
    load(worker, "import sys\ndef f():\n    print('hello')\n    print('noise', file=sys.stderr)\n    return 1\n")
    call(worker, "f")
    assert worker.take_output() == "hello\n"
    assert worker.take_output() == ""


def test_long_output_is_cut_and_counted(worker: WorkerLine) -> None:
    load(worker, "def f():\n    print('x' * 1_000_000)\n")
    call(worker, "f")
    output = worker.take_output()
    assert len(output) < 100_000
    assert "bytes were printed" in output


LOST = {
    "os._exit(0)": "exit code 0",
    "os._exit(3)": "exit code 3",
    "os.kill(os.getpid(), 11)": "SIGSEGV",
    "os.abort()": "SIGABRT",
    "os.kill(os.getpid(), 9)": "killed",
    "os.closerange(3, 100); time.sleep(60)": "closed its connection",
    "[os.write(1, b'x' * 65536) for _ in range(1000)]": "printed more than",
    "[os.write(3, b'x' * 1000) for _ in range(10)]": "wrote into the connection",
    "[os.write(3, bytes(12)) for _ in range(10)]": "wrote into the connection",
}


@pytest.mark.parametrize("statement", LOST)
def test_a_worker_that_is_lost_says_how(worker: WorkerLine, statement: str) -> None:
    load(worker, f"import os, time\ndef f():\n    {statement}\n")
    with pytest.raises(WorkerLost, match=LOST[statement]) as lost:
        call(worker, "f")
    assert not lost.value.timeout


def test_a_reply_to_another_request_is_refused(worker: WorkerLine) -> None:
    forged = wire.pack({"id": 1, "value": 42})
    load(worker, f"import os, time\ndef f():\n    os.write(3, {forged!r})\n    time.sleep(60)\n")
    with pytest.raises(WorkerLost, match="wrote into the connection"):
        call(worker, "f")


ENDLESS = [
    "while True: pass",
    "time.sleep(600)",
    "9 ** 9 ** 9",
    "signal.pause()",
    "os.kill(os.getpid(), signal.SIGSTOP)",
    "[os.write(3, b'\\0') and time.sleep(0.1) for _ in range(600)]",
]


@pytest.mark.parametrize("statement", ENDLESS)
def test_a_worker_that_does_not_answer_is_given_up(worker: WorkerLine, statement: str) -> None:
    load(worker, f"import os, signal, time\ndef f():\n    {statement}\n")
    with pytest.raises(WorkerLost, match="took longer") as lost:
        call(worker, "f", seconds=0.5)
    assert lost.value.timeout


def test_processor_time_is_limited(line: NurseryLine) -> None:
    worker = WorkerLine(line, LIMITS | {"cpu_seconds": 1})
    load(worker, "def f():\n    while True: pass\n")
    with pytest.raises(WorkerLost, match="processor time"):
        call(worker, "f")
    worker.close()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("bytearray(4 << 30)", "MemoryError"),
        ("open('big', 'wb').write(bytes(2 << 20))", "OSError"),
        ("[open(os.devnull) for _ in range(100)]", "OSError"),
    ],
)
def test_memory_and_files_are_limited(worker: WorkerLine, statement: str, kind: str) -> None:
    load(worker, f"import os\ndef f():\n    kept = {statement}\ndef g():\n    return 1\n")
    assert call(worker, "f")["error"]["kind"] == kind
    assert call(worker, "g")["value"] == 1


def test_each_worker_is_fresh(line: NurseryLine) -> None:
    source = "import os\ncount = []\ndef f():\n    count.append(1)\n    return len(count), len(os.listdir())\n"
    for _ in range(2):
        worker = WorkerLine(line, LIMITS)
        load(worker, source)
        assert call(worker, "f")["value"][0] == 1
        worker.close()


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


def test_a_worker_holds_three_standard_streams_and_one_connection(worker: WorkerLine) -> None:
    load(worker, "import os\ndef f():\n    return sorted(int(n) for n in os.listdir('/proc/self/fd'))\n")
    # The last one is the listing itself.
    assert call(worker, "f")["value"] == [0, 1, 2, 3, 4]


def test_a_worker_has_an_environment_without_ours(worker: WorkerLine, monkeypatch: pytest.MonkeyPatch) -> None:
    load(worker, "import os\ndef f():\n    return dict(os.environ)\n")
    environment = call(worker, "f")["value"]
    assert "PYTEST_CURRENT_TEST" not in environment
    assert environment["PATH"]


def test_a_worker_has_loaded_nothing_of_the_package_but_the_wall(worker: WorkerLine) -> None:
    load(worker, "import sys\ndef f():\n    return sorted(n for n in sys.modules if n.startswith('autograder'))\n")
    loaded = call(worker, "f")["value"]
    assert all(name == "autograder" or name.startswith("autograder.isolation") for name in loaded)


def test_a_nursery_without_tensorflow_has_not_loaded_it(worker: WorkerLine) -> None:
    load(worker, "import sys\ndef f():\n    return [n in sys.modules for n in ('numpy', 'tensorflow', 'keras')]\n")
    assert call(worker, "f")["value"] == [True, False, False]
