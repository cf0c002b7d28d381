"""What is committed to a journal is there after anything that may happen, and one run at a time writes to it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.model import MAX_SEED, AutograderError, CheckResult, ExerciseResult, Outcome, Result, UsageError
from autograder.results.journal import Journal

FAILED = CheckResult("test_a", False, Outcome.FAILED, 0, 4, "Told.\nMore.", "squares", seconds=0.25)
VERDICT = ExerciseResult((FAILED,))
MISSING = ExerciseResult((), "Not handed in: there is no file more.py.")


def result(name: str, assignment: str = "01_demo", seed: int | None = 7) -> Result:
    return Result(name, assignment, {"double": VERDICT, "more": MISSING}, None, seed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.mark.parametrize("name", ["ada", "ada\udcff", "a\nb\r\u2028\x85", "日本 ünal", "'; DROP TABLE result; --", ""])
def test_what_was_committed_is_there_in_the_next_run(path: Path, name: str) -> None:
    with Journal(path) as journal:
        journal.keep_verdict("key", VERDICT)
        journal.keep_result(result(name))
        journal.commit()
    with Journal(path) as journal:
        assert journal.verdict("key") == VERDICT
        assert journal.verdict("other") is None
        assert journal.result("01_demo", name) == result(name)
        assert journal.result("02_demo", name) is None
        assert [json.loads(line) for line in journal.lines()] == [result(name).as_dict()]


def test_what_was_not_committed_never_was(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep_verdict("key", VERDICT)
    with Journal(path) as journal:
        assert journal.verdict("key") is None


def test_the_lines_say_no_more_than_the_next_run_will_find(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep_result(result("ada"))
        lines = list(journal.lines())
    with Journal(path) as journal:
        assert list(journal.lines()) == lines


def test_a_later_result_takes_the_place_of_an_earlier_one(path: Path) -> None:
    with Journal(path) as journal:
        for seed in (1, 2):
            journal.keep_verdict("key", ExerciseResult((), str(seed)))
            journal.keep_result(result("ada", seed=seed))
        assert journal.verdict("key") == ExerciseResult((), "2")
        assert [json.loads(line)["seed"] for line in journal.lines()] == [2]


def test_the_lines_are_in_order_and_each_is_one_line(path: Path) -> None:
    places = [("02_demo", "ada"), ("01_demo", "zoe"), ("01_demo", "a\nb\u2028\udcff"), ("01_demo", "ben")]
    with Journal(path) as journal:
        for assignment, name in places:
            journal.keep_result(result(name, assignment))
        *lines, end = b"".join(journal.lines()).decode("utf-8").split("\n")
    assert [(r["assignment"], r["submission"]) for r in map(json.loads, lines)] == sorted(places)
    assert end == ""


def test_a_result_that_is_there_already_is_not_written_again(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep_result(result("ada"))
        before = journal.connection.total_changes
        journal.keep_result(result("ada"))
        assert journal.connection.total_changes == before
        journal.keep_result(result("ada", seed=8))
        assert journal.connection.total_changes > before


def test_a_seed_is_drawn_once_and_stays_until_another_is_wanted(path: Path) -> None:
    with Journal(path) as journal:
        drawn = journal.seed(None)
        assert 0 <= drawn <= MAX_SEED
        assert drawn == json.loads(json.dumps(float(drawn)))
    for wanted, expected in [(None, drawn), (0, 0), (None, 0), (MAX_SEED, MAX_SEED), (None, MAX_SEED)]:
        with Journal(path) as journal:
            assert journal.seed(wanted) == expected


def test_two_journals_draw_two_seeds() -> None:
    with Journal(None) as one, Journal(None) as other:
        assert one.seed(None) != other.seed(None)


def test_without_a_path_it_lasts_for_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Journal(None) as journal:
        assert journal.seed(None) == journal.seed(None)
        journal.keep_verdict("key", VERDICT)
        journal.keep_result(result("ada"))
        journal.commit()
        assert journal.verdict("key") == VERDICT
        assert len(list(journal.lines())) == 1
    assert list(tmp_path.iterdir()) == []


def test_every_commit_waits_for_the_disk(path: Path) -> None:
    with Journal(path) as journal:
        pragma = {
            name: journal.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2}


def test_only_its_user_may_look(path: Path) -> None:
    with Journal(path) as journal:
        journal.seed(None)
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["journal.sqlite", "journal.sqlite-wal", "journal.lock"], 0o600)


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as caught, Journal(path):
        pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_second_run_is_told_who_holds_the_folder(path: Path) -> None:
    path.with_suffix(".lock").write_text("process 1 on a machine of a very long name, which held it last year")
    with Journal(path) as journal:
        drawn = journal.seed(None)
        said = refusal(path)
        holder = rf"process {os.getpid()} on {os.uname().nodename} since [-\d]+ [:\d]+"
        assert re.fullmatch(rf"{path.parent} is in use by {holder}: wait for it, or name another --out", said)
        assert journal.seed(None) == drawn
    with Journal(path) as journal:
        assert journal.seed(None) == drawn


HOLD = """
import sys
from pathlib import Path
from autograder.model import ExerciseResult
from autograder.results.journal import Journal
with Journal(Path(sys.argv[1])) as journal:
    journal.keep_verdict("kept", ExerciseResult((), "kept"))
    journal.commit()
    journal.keep_verdict("lost", ExerciseResult((), "lost"))
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_killed_run_leaves_the_folder_free_and_whole(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        assert f"process {holder.pid} on " in refusal(path)
        holder.send_signal(signal.SIGKILL)
    with Journal(path) as journal:
        assert journal.verdict("kept") == ExerciseResult((), "kept")
        assert journal.verdict("lost") is None


def test_a_file_that_is_no_journal_is_left_alone(path: Path) -> None:
    path.write_bytes(b"my holiday pictures" * 100)
    assert "no journal" in refusal(path)
    assert path.read_bytes() == b"my holiday pictures" * 100


@pytest.mark.parametrize(("version", "words"), [(0, "no journal"), (1, "no journal"), (2, "newer autograder")])
def test_a_database_of_another_kind_is_left_alone(path: Path, version: int, words: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(f"CREATE TABLE birds (name TEXT); PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    assert words in refusal(path)
    assert str(path) in refusal(path)
    assert path.read_bytes() == before


def test_a_damaged_journal_is_named(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(100):
            journal.keep_verdict(str(number), VERDICT)
        journal.commit()
    data = bytearray(path.read_bytes())
    data[1000:] = b"\xff" * len(data[1000:])
    path.write_bytes(data)
    with pytest.raises(UsageError, match=f"{path.name} is damaged"), Journal(path) as journal:
        journal.verdict("50")


@pytest.mark.parametrize("place", ["file/journal.sqlite", "none/journal.sqlite"])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / place).startswith(f"cannot write {tmp_path / place}: ")


def test_a_folder_in_its_place_is_named(path: Path) -> None:
    path.mkdir()
    with pytest.raises(AutograderError, match=f"cannot write {path}: "), Journal(path):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="everything can be written by root")
def test_a_folder_that_is_read_only_is_named(tmp_path: Path) -> None:
    (tmp_path / "marks").mkdir(mode=0o500)
    assert refusal(tmp_path / "marks/journal.sqlite").startswith("cannot write ")


def test_a_full_disk_costs_nothing_that_was_committed(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep_verdict("kept", VERDICT)
        journal.commit()
    with Journal(path) as journal:
        journal.connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(AutograderError, match=f"cannot write {path}: .* is full; what it holds is kept"):
            journal.keep_verdict("lost", ExerciseResult((), "x" * 100_000))
    with Journal(path) as journal:
        assert journal.verdict("kept") == VERDICT
        assert journal.verdict("lost") is None
