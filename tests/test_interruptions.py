"""Whatever ends in the middle of a class, the same command goes on, and the results are those of a quiet run."""

import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ANSWER, ROUTE, STUB, make_course
from tests.processes import children, descendants

SIZE = 60
SOURCES = [ANSWER, ROUTE, STUB, ANSWER.replace("* 2", "* 3"), ANSWER.replace("* 2", "+ 2"), "import os\nos._exit(3)\n"]
# Each third file is one that others have handed in too.
CLASS = {f"s{number:02}": SOURCES[number % 6] + f"# {number if number % 3 else 0}\n" for number in range(SIZE)}


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that grades the class, but for its --out."""
    folder = tmp_path_factory.mktemp("interruptions")
    for name, source in CLASS.items():
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / "double.py").write_text(source)
    root = make_course(folder / "course")
    command = [sys.executable, "-m", "autograder", "--course", root, "grade", folder / "class", "--seed", "1"]
    return [*map(str, command), "--jobs", "2", "--out"]


def start(call: list[str], out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*call, str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def records(out: Path) -> list[dict[str, Any]]:
    """Returns what is in results.jsonl, without the times."""
    lines = (out / "results.jsonl").read_text().splitlines()
    found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for record in found:
        for exercise in record["exercises"].values():
            for check in exercise["checks"]:
                del check["seconds"]
    return found


@pytest.fixture(scope="module")
def quiet(call: list[str], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a run gives that nothing has disturbed."""
    out = tmp_path_factory.mktemp("quiet")
    _, said = start(call, out).communicate(timeout=60)
    assert said == ""
    found = records(out)
    assert [record["submission"] for record in found] == sorted(CLASS)
    assert {record["score"] for record in found} == {0, 10}
    return found


def judges(command: int) -> list[int]:
    return [pid for pid, started in children(command).items() if "multiprocessing.spawn" in started]


def nurseries(command: int) -> list[int]:
    return [pid for pid, started in children(command).items() if "isolation.nursery" in started]


def workers(command: int) -> list[int]:
    return [pid for nursery in nurseries(command) for pid in children(nursery)]


VICTIMS: dict[str, Callable[[int], list[int]]] = {
    "coordinator": lambda command: [command] if workers(command) else [],
    "judge": lambda command: judges(command) if workers(command) else [],
    "nursery": nurseries,
    "worker": workers,
}


@pytest.mark.parametrize("victim", VICTIMS)
def test_what_is_killed_costs_no_result(
    call: list[str], quiet: list[dict[str, Any]], victim: str, tmp_path: Path
) -> None:
    seed = secrets.randbits(32)
    print(f"the moments are those of random.Random({seed})")
    chance = random.Random(seed)
    killed = 0
    run = start(call, tmp_path)
    # The second not soon after the first: twice the same check could be a submission that always dies.
    for moment in (chance.uniform(0, 0.5), chance.uniform(0.5, 1)):
        time.sleep(moment)
        before = killed
        while run.poll() is None and killed == before:
            # There may be none at this moment, and one that was there may be gone by itself.
            with suppress(IndexError, ProcessLookupError):
                os.kill(chance.choice(VICTIMS[victim](run.pid)), signal.SIGKILL)
                killed += 1
    _, said = run.communicate(timeout=60)
    assert killed
    assert "Traceback" not in said
    again = start(call, tmp_path)
    _, said = again.communicate(timeout=60)
    assert (again.returncode, said) == (0, "")
    assert [record for record in records(tmp_path) if record not in quiet] == []
    assert records(tmp_path) == quiet


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_one_who_interrupts_keeps_what_is_done(
    call: list[str], quiet: list[dict[str, Any]], stop: signal.Signals, tmp_path: Path
) -> None:
    run = start(call, tmp_path)
    log = tmp_path / "journal.sqlite-wal"
    while not log.exists() or log.stat().st_size < 50_000:
        assert run.poll() is None
    below = descendants(run.pid)
    # Ctrl-C reaches every process of a terminal, the other signal the one that it was sent to.
    (os.killpg if stop is signal.SIGINT else os.kill)(run.pid, stop)
    shown, said = run.communicate(timeout=10)
    assert run.returncode == 130
    counted = re.fullmatch(rf"autograder: interrupted: (\d+) of {SIZE} graded; the same command goes on\n", said)
    assert counted
    assert 0 < int(counted[1]) < SIZE
    assert len(re.findall(r"^s\d\d ", shown, re.MULTILINE)) == int(counted[1])
    assert [record for record in quiet if record in records(tmp_path)] == records(tmp_path)
    assert len(records(tmp_path)) == int(counted[1])
    patience = time.monotonic() + 5
    while below := {pid for pid in below if Path(f"/proc/{pid}").exists()}:
        assert time.monotonic() < patience
    again = start(call, tmp_path)
    _, said = again.communicate(timeout=60)
    assert (again.returncode, said) == (0, "")
    assert records(tmp_path) == quiet
