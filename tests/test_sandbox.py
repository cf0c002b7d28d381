"""The sandbox knows what this machine has and what is needed, and a worker is locked in wherever it is born."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.isolation import interpreter, landlock, sandbox, seccomp, user
from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import NO_LAYERS, OPEN, Layers, Sandbox, available, hidden_interpreter, lack
from autograder.isolation.workers import NoWorker, NurseryLine
from tests.conftest import PRIVATE
from tests.walls import ORDINARY, US, Nursery, nursery_of
from tests.workers import LIMITS, call, load

BOTH = [False, True]

WORK = """
import ctypes, os, sys, threading, time

def outcome(source):
    try:
        eval(source)
    except OSError as error:
        return type(error).__name__
    return "open"

def fields(process="self"):
    with open(f"/proc/{process}/status") as status:
        return {name: value.strip() for name, value in (line.split(":", 1) for line in status)}

def expect_forkable(initialised=None, threads=0):
    class Context:
        _initialized = initialised
    class Module:
        context = Context
    for _ in range(threads):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    if initialised is not None:
        sys.modules["tensorflow.python.eager.context"] = Module
    sys.modules["autograder.isolation.nursery"].expect_forkable()
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def test_layers_say_which_they_are() -> None:
    assert str(Layers(own_user=True, landlock=7, seccomp=True)) == "own user, Landlock 7, seccomp"
    assert str(Layers(own_user=False, landlock=1, seccomp=False)) == "Landlock 1"
    assert str(NO_LAYERS) == "none"


@pytest.mark.parametrize("public", BOTH, ids=["private", "public"])
@pytest.mark.parametrize("seccomp", BOTH, ids=["unfiltered", "filtered"])
@pytest.mark.parametrize("landlock", [0, 1, 7])
@pytest.mark.parametrize("own_user", BOTH, ids=["same user", "own user"])
def test_strangers_code_runs_behind_a_filter_and_one_more_layer(
    place: Path, own_user: bool, landlock: int, seccomp: bool, public: bool
) -> None:
    place.chmod(0o755 if public else 0o700)
    reason = lack(Layers(own_user, landlock, seccomp), [place])
    if not seccomp:
        assert reason is not None
        assert "seccomp" in reason
    elif landlock:
        assert reason is None
    elif not own_user:
        assert reason is not None
        assert "must run as root" in reason
    elif public:
        assert reason is not None
        assert f"chmod go-rwx {place}" in reason
    else:
        assert reason is None


@pytest.mark.parametrize(("can_become", "hidden"), list(product(BOTH, BOTH)))
def test_the_layers_of_a_machine_are_what_it_has(
    monkeypatch: pytest.MonkeyPatch, can_become: bool, hidden: bool
) -> None:
    monkeypatch.setattr(user, "can_become", lambda: can_become)
    monkeypatch.setattr(sandbox, "hidden_interpreter", lambda: Path("/root") if hidden else None)
    monkeypatch.setattr(landlock, "version", lambda: 5)
    monkeypatch.setattr(seccomp, "supported", lambda: True)
    assert available() == Layers(own_user=can_become and not hidden, landlock=5, seccomp=True)


@pytest.mark.parametrize("closed", ["prefix", "stdlib", "numpy", "tmp", "more", None])
def test_an_interpreter_that_others_cannot_reach_is_found(
    monkeypatch: pytest.MonkeyPatch, place: Path, closed: str | None
) -> None:
    for name in ("prefix", "stdlib", "numpy", "tmp", "more"):
        (place / name).mkdir(0o755)
        (place / name / "file.py").touch(0o644)
    if closed:
        (place / closed).chmod(0o700)
    monkeypatch.setattr(sys, "prefix", str(place / "prefix"))
    monkeypatch.setattr(os, "__file__", str(place / "stdlib" / "file.py"))
    numpy = SimpleNamespace(origin=str(place / "numpy" / "file.py"))
    monkeypatch.setattr(sandbox, "find_spec", lambda name: numpy)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(place / "tmp"))
    monkeypatch.setattr(sandbox, "more_packages", lambda: [place / "more"])
    found = hidden_interpreter()
    assert (found and found.relative_to(place).parts[0]) == closed


def test_a_sandbox_crosses_to_another_process_whole() -> None:
    around = Sandbox.around(PRIVATE, Layers(own_user=True, landlock=3, seccomp=True))
    assert around.readable
    assert Sandbox.from_json(json.loads(json.dumps(around.as_json()))) == around


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with nursery_of() as nursery:
        yield nursery


@pytest.mark.parametrize("layers", [NO_LAYERS, available()], ids=str)
def test_a_locked_worker_can_gain_no_privileges(nursery: Nursery, layers: Layers) -> None:
    with nursery.worker(Sandbox.around(PRIVATE, layers)) as worker:
        assert load(worker, WORK) == {"value": None}
        assert call(worker, "fields")["value"]["NoNewPrivs"] == ("0" if layers == NO_LAYERS else "1")


@pytest.mark.parametrize(
    "user",
    [
        pytest.param(0, id="root", marks=pytest.mark.skipif(US != 0, reason="only root can be root")),
        pytest.param(
            ORDINARY,
            id="ordinary",
        ),
    ],
)
def test_a_worker_is_the_first_to_be_killed_when_memory_runs_out(user: int) -> None:
    filtered = Sandbox(Layers(own_user=False, landlock=0, seccomp=seccomp.supported()))
    with nursery_of(user) as nursery, nursery.worker(filtered) as worker:
        assert load(worker, WORK) == {"value": None}
        assert Path(f"/proc/{worker.pid}/oom_score_adj").read_text() == "1000\n"


def test_nursery_and_worker_have_one_thread(nursery: Nursery) -> None:
    with nursery.worker(Sandbox.around(PRIVATE, available())) as worker:
        load(worker, WORK)
        for pid in (nursery.pid, worker.pid):
            assert len(os.listdir(f"/proc/{pid}/task")) == 1


def test_the_nursery_hides_its_memory_and_a_worker_does_not() -> None:
    # The files in /proc of a process that hides its memory are root's; the nursery reads those of its workers.
    with nursery_of(ORDINARY) as nursery, nursery.worker(OPEN) as worker:
        owners = [os.stat(f"/proc/{pid}/fd").st_uid for pid in (nursery.pid, worker.pid)]
    assert owners == [0, ORDINARY]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((None, 0), None),
        ((False, 0), None),
        ((True, 0), "TensorFlow has run an operation"),
        ((None, 1), "started 1 threads"),
        ((False, 2), "started 2 threads"),
    ],
)
def test_a_nursery_is_refused_whose_children_would_hang(
    nursery: Nursery, args: tuple[object, ...], words: str | None
) -> None:
    with nursery.worker(OPEN) as worker:
        load(worker, WORK)
        reply = call(worker, "expect_forkable", *args)
        if words is None:
            assert reply["value"] is None
        else:
            assert reply["error"]["kind"] == "RuntimeError"
            assert words in reply["error"]["message"]


@pytest.mark.skipif(find_spec("tensorflow") is None, reason="TensorFlow is not installed")
def test_tensorflow_tells_whether_it_has_run_an_operation(tmp_path: Path) -> None:
    source = """
import tensorflow as tf, keras
from tensorflow.python.eager import context
print(context.context()._initialized)
tf.constant(1)
print(context.context()._initialized)
"""
    run = subprocess.run(
        [sys.executable, "-I", "-c", source],
        env=interpreter.ENVIRONMENT | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["False", "True"]


@pytest.mark.skipif(available() == NO_LAYERS, reason="there are no layers here")
def test_a_worker_in_a_fresh_interpreter_is_locked_in_as_well(fresh: NurseryLine) -> None:
    with closing(WorkerLine(fresh, LIMITS)) as worker:
        assert load(worker, WORK) == {"value": None}
        for source in ("os.listdir('/tmp')", "os.fork()", f"os.listdir({str(PRIVATE)!r})", "os.kill(os.getppid(), 0)"):
            assert call(worker, "outcome", source)["value"] == "PermissionError"


@pytest.mark.skipif(not seccomp.supported(), reason="system calls cannot be filtered here")
def test_a_lock_down_that_fails_is_not_the_submissions_fault() -> None:
    # An ordinary user cannot become another one.
    impossible = Sandbox(Layers(own_user=True, landlock=0, seccomp=True))
    with nursery_of(ORDINARY) as nursery, pytest.raises(NoWorker, match="PermissionError"), nursery.worker(impossible):
        pass
