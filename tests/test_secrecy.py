"""Of the hidden inputs, expected values, check sources and answers, nothing stands in what a student can see.

What the hidden checks ask is found by running them here on a spy around the answer, with the seed of the grading.
Every submission that wants to tell of it is then graded by the real command.
"""

import importlib.util
import inspect
import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.bundles import student
from autograder.content.catalog import Course, own_course
from autograder.model import Exercise

SEED = 12345
RUN = 8
COURSE = Course(own_course())
# Those whose hidden checks ask about arrays, which can be told from other numbers.
ASSIGNMENT = COURSE.assignment("06_1_cnn_theory", ["06_conv_forward", "08_max_pooling", "13_translation"])
each_exercise = pytest.mark.parametrize("exercise", ASSIGNMENT.exercises, ids=lambda exercise: exercise.id)

TELLTALES = {
    "prints": "print({args}, {kwargs}, {result})",
    "prints-and-raises": "print({args}, {kwargs}); raise ValueError(repr(({args}, {kwargs}, {result})))",
    "raises-a-class": "raise type(repr({args})[:4000], (Exception,), {{}})(repr({args}))",
    "asserts": "raise AssertionError(repr(({args}, {kwargs}, {result})))",
    "writes": "open('told.txt', 'a').write(repr(({args}, {result}))); return {args}",
    "returns": "return ({args}, {kwargs}, {result})",
    "crashes": "print({args}, {result}, flush=True); __import__('os')._exit(3)",
    "crashes-loudly": "__import__('os').write(2, repr(({args}, {result})).encode()); __import__('os').abort()",
}
WRAPPER = """

def _tell(function):
    def told(*args, **kwargs):
        result = function(*args, **kwargs)
        {body}
    return told


for _name in {functions}:
    globals()[_name] = _tell(globals()[_name])
"""


def load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from arrays(part)


def numbers(text: str) -> str:
    """Returns the numbers of a text, however they were written, each between spaces."""
    return " ".join(["", *(f"{float(number):g}" for number in re.findall(r"-?\d+(?:\.\d*)?", text)), ""])


def fingerprints(array: np.ndarray) -> Iterator[str]:
    """Yields runs of an array's numbers, but none that could stand somewhere by chance."""
    flat = array.ravel().tolist()
    for run in (flat[start : start + RUN] for start in range(0, len(flat) - RUN + 1, RUN)):
        if len(set(run)) >= 4:
            yield numbers(str(run))


def is_common(mark: str) -> bool:
    """Says whether a run counts up or repeats itself, as rows of numbers in a lesson do."""
    return len(set(np.diff([float(number) for number in mark.split()]))) < 4


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config, exercise: Exercise
) -> tuple[set[str], set[str]]:
    """The fingerprints of all that the public and the hidden checks send and expect."""
    pytestconfig.addinivalue_line("markers", "points(n): what a hidden check is worth")
    monkeypatch.syspath_prepend(str(COURSE.template))
    answer = load(exercise.answer, exercise.name)
    seen: set[str] = set()

    def spy(function: Any) -> Any:
        def spied(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            for array in arrays([*args, *kwargs.values(), result]):
                seen.update(fingerprints(array))
            return result

        return spied

    for name in functions(exercise):
        setattr(answer, name, spy(getattr(answer, name)))
    monkeypatch.setitem(sys.modules, exercise.name, answer)
    found = []
    for path in (exercise.public_checks, exercise.hidden_checks):
        seen.clear()
        checks = load(path, path.stem)
        for check in exercise.checks:
            if function := getattr(checks, check.name, None):
                rng = np.random.default_rng([SEED, zlib.crc32(check.name.encode())])
                function(**({"rng": rng} if "rng" in inspect.signature(function).parameters else {}))
        found.append(set(seen))
    public, hidden = found
    return public, {mark for mark in hidden - public if not is_common(mark)}


def functions(exercise: Exercise) -> list[str]:
    stub = load(exercise.stub, f"stub_of_{exercise.name}")
    return [name for name, value in vars(stub).items() if inspect.isfunction(value)]


def hand_in(exercise: Exercise, folder: Path) -> None:
    answer = exercise.answer.read_text()
    for kind, body in TELLTALES.items():
        told = body.format(args="args", kwargs="kwargs", result="result")
        if "return" not in told and "raise" not in told:
            told += "\n        return result"
        (folder / kind).mkdir(parents=True)
        text = answer + WRAPPER.format(body=told, functions=functions(exercise))
        (folder / kind / exercise.filename).write_text(text)


def graded(folder: Path, exercise: Exercise) -> dict[str, str]:
    """Grades a class, and returns what is told of each submission and what the command prints and writes for others."""
    out = folder.parent / "marks"
    command = ["grade", folder, "-a", ASSIGNMENT.id, "-e", exercise.id, "--out", out, "--seed", SEED]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, command), "--junit", str(out / "junit.xml")],
        env=os.environ | {"XDG_CACHE_HOME": str(folder.parent / "cache")},
        capture_output=True,
        text=True,
        timeout=120,
        errors="replace",
    )
    assert done.returncode == 0, done.stderr
    results = map(json.loads, (out / "results.jsonl").read_text().splitlines())
    told = {
        result["submission"]: "\n".join(check["message"] for check in result["exercises"][exercise.name]["checks"])
        for result in results
    }
    return told | {"the command": done.stdout + done.stderr, "JUnit": (out / "junit.xml").read_text()}


@each_exercise
def test_feedback_tells_nothing_of_what_hidden_checks_ask(
    exercise: Exercise, asked: tuple[set[str], set[str]], tmp_path: Path
) -> None:
    _, hidden = asked
    assert len(hidden) > 20
    hand_in(exercise, tmp_path / "class")
    texts = graded(tmp_path / "class", exercise)
    # It was told to us, and we kept it: of public checks, what is printed is shown.
    assert "Your code printed:" in texts["prints"]
    seen = {kind: [mark for mark in hidden if mark in numbers(text)] for kind, text in texts.items()}
    assert seen == {kind: [] for kind in [*TELLTALES, "the command", "JUnit"]}


@each_exercise
def test_no_bundle_for_students_holds_what_hidden_checks_ask(
    exercise: Exercise, asked: tuple[set[str], set[str]]
) -> None:
    _, hidden = asked
    text = numbers(" ".join(data.decode() for data in student.members(ASSIGNMENT, COURSE.template).values()))
    assert [mark for mark in hidden if mark in text] == []
