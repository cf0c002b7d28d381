"""The benchmark measures what it says: real submissions, the same checks for others, the same calls as its floor."""

import ast
import json
import os
import pickle
import shutil
import sys
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from autograder.content import submission
from autograder.content.catalog import Course
from autograder.isolation import wire
from benchmarks.classes import DIFFERENT, make_class
from benchmarks.floor import replay
from benchmarks.measure import BenchmarkError, measure
from benchmarks.others import BESIDE, Otter, notebook, otter_tests
from benchmarks.table import Row
from benchmarks.tape import RecordedLine, read_tapes
from tests.conftest import ANSWER, ROUTE
from tests.workers import LIMITS


def handed_in(course: Course, folder: Path, size: int) -> list[bytes]:
    """Returns the sources that the grader finds in a class of the small course."""
    made = make_class(course, course.assignment("01_demo"), folder, size)
    found = submission.find_submissions([one.path for one in made.submissions], course.landmarks("01_demo"))
    return [submission.read(one, made.assignment.exercises).sources["01_double"] for one in found]


def test_no_two_submissions_of_a_class_are_alike(course: Course, tmp_path: Path) -> None:
    sources = handed_in(course, tmp_path, 12)
    assert len(set(sources)) == 12
    for source in sources:
        ast.parse(source)


def test_a_class_holds_answers_routes_and_every_misconception(course: Course, tmp_path: Path) -> None:
    misconceptions = course.exercise("01_demo", "01_double").misconceptions
    assert len(misconceptions) == 2
    written = [ANSWER, ROUTE, *(misconception.source for misconception in misconceptions)]
    sources = handed_in(course, tmp_path, 8)
    counts = [sum(source.startswith(text.encode()) for source in sources) for text in written]
    assert counts == [4, 2, 1, 1]


def test_a_larger_class_begins_with_the_smaller_one(course: Course, tmp_path: Path) -> None:
    assert handed_in(course, tmp_path / "small", 3) == handed_in(course, tmp_path / "large", 9)[:3]


def test_a_large_class_repeats_itself_all_but_a_comment(course: Course, tmp_path: Path) -> None:
    made = [source.rsplit(b"#", 1) for source in handed_in(course, tmp_path, DIFFERENT + 8)]
    assert [source for source, _ in made[:8]] == [source for source, _ in made[DIFFERENT:]]
    assert len({comment for _, comment in made}) == len(made)


def test_routes_that_bring_in_a_library_are_left_out(course: Course, root: Path, tmp_path: Path) -> None:
    route = root / "reference/01_demo/01_double/routes/sum.py"
    route.write_text(f"def load():\n    from keras import layers\n\n\n{ROUTE}", encoding="utf-8")
    assert not any(b"keras" in source for source in handed_in(course, tmp_path / "class", 8))
    (route.parent.parent / "exercise.toml").write_text('needs = ["keras"]\n', encoding="utf-8")
    assert any(b"keras" in source for source in handed_in(course, tmp_path / "other", 8))


def test_otter_gets_a_case_of_the_same_points_for_each_check(course: Course) -> None:
    exercise = course.exercise("01_demo", "01_double")
    found = []
    for node in ast.parse(otter_tests(exercise)).body:
        if isinstance(node, ast.FunctionDef):
            (case,), (call,) = node.decorator_list, node.body
            assert isinstance(case, ast.Call)
            options = {keyword.arg: ast.literal_eval(keyword.value) for keyword in case.keywords}
            assert isinstance(call, ast.Expr)
            assert isinstance(call.value, ast.Call)
            module, check = map(ast.literal_eval, call.value.args)
            found.append((module, check, options["points"], options["hidden"]))
    assert found == [
        ("test_double", "test_doubles_two", 0, False),
        ("test_double_hidden", "test_doubles_arrays", 7, True),
        ("test_double_hidden", "test_leaves_its_argument", 3, True),
    ]


def test_otter_gets_the_check_files_and_a_notebook_that_imports_the_submission(course: Course, tmp_path: Path) -> None:
    assignment = course.assignment("01_demo")
    Otter(assignment, course.template, tmp_path)
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        files = {name for name in archive.namelist() if name.startswith("files/")}
    assert {"files/checking.py", "files/test_double.py", "files/test_double_hidden.py"} < files
    (cell,) = json.loads(notebook(assignment))["cells"]
    assert cell["source"] == "from double import *"


CHECKS = """
import pytest


@pytest.fixture(scope="module")
def model():
    print("built")
    return [5]


@pytest.fixture
def copy(model):
    return list(model)


def test_uses_fixtures(rng, copy):
    print(rng.integers(100), copy)


def test_uses_them_again(model):
    pytest.fail("on purpose")
"""


def test_a_case_of_otter_has_the_fixtures_of_its_check(tmp_path: Path) -> None:
    for path in (BESIDE / "case.py", BESIDE / "inputs.py"):
        shutil.copy(path, tmp_path)
    (tmp_path / "test_it.py").write_text(CHECKS, encoding="utf-8")
    script = """from case import run
run("test_it", "test_uses_fixtures")
try:
    run("test_it", "test_uses_them_again")
except AssertionError as error:
    print(error)
"""
    drawn = np.random.default_rng([1, zlib.crc32(b"test_uses_fixtures")]).integers(100)
    output = measure([sys.executable, "-c", script], folder=tmp_path).output
    assert output.splitlines() == ["built", f"{drawn} [5]", "on purpose"]


def record(path: Path, name: str, source: bytes, *arguments: float) -> None:
    """Appends the tape of a worker that loads a source and answers a call."""
    load = {"id": 0, "do": "load", "name": name, "source": source}
    call = {"id": 0, "do": "call", "target": None, "name": name, "args": arguments, "kwargs": {}}
    with path.open("ab") as stream:
        pickle.dump([wire.pack(load), wire.pack(call)], stream)


def test_of_the_tapes_of_a_source_the_first_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "tapes"
    for source, argument in ((b"mine", 1), (b"another's", 2), (b"mine", 3)):
        record(path, "double", source, argument)
    (tape,) = read_tapes(path, {b"mine"})
    assert wire.pack({"id": 0, "do": "load", "name": "double", "source": b"mine"}) == tape[0]
    assert b"0x1" in tape[1]


def test_a_file_without_a_tape_is_an_error(tmp_path: Path) -> None:
    record(tmp_path / "tapes", "double", b"mine")
    with pytest.raises(BenchmarkError, match="1 of 2 files were recorded"):
        read_tapes(tmp_path / "tapes", {b"mine", b"yours"})


def test_a_worker_is_recorded_from_loading_to_its_last_call(
    line: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCHMARK_TAPES", str(tmp_path / "tapes"))
    worker = RecordedLine(line, LIMITS)
    load = {"do": "load", "name": "double", "source": ANSWER.encode()}
    call = {"do": "call", "target": None, "name": "double", "args": (4,), "kwargs": {}}
    for message in (load, call):
        reply = worker.request(message, 20.0, lambda _: None, wire.refuse)
    worker.close()
    assert reply["value"] == 8
    (tape,) = read_tapes(tmp_path / "tapes", {ANSWER.encode()})
    assert tape == [wire.pack({"id": 0, **message}) for message in (load, call)]


def test_the_floor_makes_the_calls(tmp_path: Path) -> None:
    path = tmp_path / "tapes"
    source = b"import time\n\ndef nap(seconds):\n    time.sleep(seconds)\n"
    record(path, "nap", source, 0.2)
    seconds, processor_seconds = replay(read_tapes(path, {source}), ("numpy",))
    assert processor_seconds < 0.2 <= seconds < 5


def test_a_command_that_fails_has_no_time() -> None:
    with pytest.raises(BenchmarkError, match="no such thing"):
        measure(["sh", "-c", "echo no such thing; exit 3"])


def test_memory_is_that_of_a_command_and_of_all_that_it_starts() -> None:
    hold = "python3 -c 'x = bytearray(80 << 20); import time; time.sleep(0.7)'"
    run = measure(["sh", "-c", f"{hold}; true"], env={"PATH": os.environ["PATH"]})
    assert run.own_memory < 20 << 20
    assert 80 << 20 < run.whole_memory < 200 << 20


@pytest.mark.parametrize(
    ("row", "target", "met"),
    [
        (Row("ratio", 120, "x", least=100), ">= 100 x", "yes"),
        (Row("ratio", 80, "x", least=100), ">= 100 x", "no"),
        (Row("share", 9.5, "ms", most=10), "<= 10 ms", "yes"),
        (Row("share", 10.5, "ms", most=10), "<= 10 ms", "no"),
        (Row("start", 0.1, "s"), "", ""),
    ],
)
def test_a_row_says_whether_its_target_is_met(row: Row, target: str, met: str) -> None:
    assert row.cells()[2:] == [target, met]
