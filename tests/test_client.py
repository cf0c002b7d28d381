"""Whatever a worker does, the judge's end gets a value or WorkerLost, in time."""

import os
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from autograder.isolation import wire
from autograder.isolation.client import BREACHES, WorkerLine, WorkerLost
from autograder.isolation.workers import NoWorker, NurseryLine
from tests.workers import LIMITS, call, load


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
    "os._exit(0)": "ended the program",
    "os._exit(3)": "ended the program",
    "os.kill(os.getpid(), 11)": "crashed the interpreter",
    "os.abort()": "made a library give up",
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


def test_a_worker_that_made_a_library_give_up_may_have_wanted_memory(worker: WorkerLine) -> None:
    load(worker, "import os\ndef f():\n    os.abort()\n")
    with pytest.raises(WorkerLost, match="may have wanted more than 512 MB of memory"):
        call(worker, "f")


def test_every_breach_can_be_said(worker: WorkerLine) -> None:
    said = {worker.say(breach) for breach in BREACHES}
    assert len(said) == len(BREACHES)
    assert not any("{" in words for words in said)


def test_the_folder_lives_as_long_as_the_line(line: NurseryLine) -> None:
    with closing(WorkerLine(line, LIMITS)) as worker:
        assert Path(worker.folder).is_dir()
    assert not Path(worker.folder).exists()


def test_a_line_that_gets_no_worker_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def make(self, *_: object) -> int:
            raise NoWorker("there is none")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(NoWorker):
        WorkerLine(Nowhere(), LIMITS)
    assert os.listdir(tmp_path) == []
    assert len(os.listdir("/proc/self/fd")) == before
