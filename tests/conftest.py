"""A small course of its own for tests of the engine: they name no exercise of the real content."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import Sandbox, available
from autograder.isolation.workers import NurseryLine, NurseryProcess
from autograder.judging.judge import Conditions
from tests.workers import LIMITS, OwnNursery

TEMPLATE = Path(__file__).parents[1] / "student_template"
PRIVATE = Path(__file__).parents[1] / "reference"
SANDBOX = Sandbox.around(PRIVATE, available())
CONDITIONS = Conditions(1, SANDBOX)

STUB = '''"""Double: what is twice as much?"""


def double(x: float) -> float:
    """Doubles a number or an array.

    Args:
        x: float or array of any shape.

    Returns:
        Twice `x`, of the same shape.

    Example:
        >>> double(2)
        4
    """
    raise NotImplementedError("double is yours to write")
'''

ANSWER = """def double(x: float) -> float:
    return x * 2
"""

PUBLIC = '''"""Public checks of double."""

from checking import assert_same
from double import double


def test_doubles_two():
    """Twice two is four."""
    assert_same(double(2), 4)
'''

HIDDEN = '''"""Hidden checks of double."""

import numpy as np
import pytest
from checking import assert_same
from double import double


@pytest.mark.points(7)
def test_doubles_arrays():
    """Every cell of an array is doubled."""
    x = np.array([[1.0, -2.0, 5.0]])
    assert_same(double(x), [[2, -4, 10]])


@pytest.mark.points(3)
def test_leaves_its_argument():
    """The argument stays as it was."""
    x = np.array([3.0, 4.0])
    assert_same(double(x), [6, 8])
    assert_same(x, [3, 4])
'''

METADATA = """[limits]
check_seconds = 2
load_seconds = 20

[[misconception]]
id = "squares"
tells = "Twice a number is its sum with itself, not its product."
replace = "x * 2"
with = "x * x"
caught_by = "test_doubles_arrays"

[[misconception]]
id = "triples"
tells = "That is three times as much."
replace = "x * 2"
with = "x * 3"
caught_by = "test_doubles_arrays"
"""

ROUTE = '''"""Adds a number to itself."""


def double(x):
    return x + x
'''

EXERCISE = {
    "exercises/01_demo/01_double/README.md": "# Double\n\n*Difficulty: 2 of 5 · about 5 minutes · NumPy not needed*\n",
    "exercises/01_demo/01_double/double.py": STUB,
    "exercises/01_demo/01_double/test_double.py": PUBLIC,
    "reference/01_demo/01_double/double.py": ANSWER,
    "reference/01_demo/01_double/test_double_hidden.py": HIDDEN,
    "reference/01_demo/01_double/exercise.toml": METADATA,
    "reference/01_demo/01_double/routes/sum.py": ROUTE,
    "exercises/01_demo/README.md": "# A demonstration\n\n>>> 1 + 1\n2\n",
}


def make_course(folder: Path) -> Path:
    """Writes the small course into a folder."""
    for place, text in EXERCISE.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(TEMPLATE, folder / "student_template", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the tests out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder that a test may change."""
    return make_course(tmp_path / "course")


@pytest.fixture
def course(root: Path) -> Course:
    """The course in `root`."""
    return Course(root)


@pytest.fixture(scope="session")
def nursery() -> Iterator[NurseryProcess]:
    """A nursery that has imported numpy, shared by all tests."""
    process = NurseryProcess(("numpy",), SANDBOX)
    process.start()
    yield process
    process.close()


@pytest.fixture(scope="session")
def fresh() -> Iterator[NurseryLine]:
    """A nursery whose workers are each an interpreter, shared by all tests."""
    with closing(OwnNursery(("numpy",), SANDBOX, fork=False)) as line:
        yield line


@pytest.fixture(params=["forked", "fresh"])
def source(request: pytest.FixtureRequest) -> NurseryLine:
    """Where workers come from: each test that uses it holds for both kinds."""
    source: NurseryLine = request.getfixturevalue("line" if request.param == "forked" else "fresh")
    return source


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
