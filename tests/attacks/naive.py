"""A naive grader, as plain scripts are: the submission, the hidden checks and the verdict share one process.

It is here to prove that the attacks are real: `python naive.py AIM WORLD` grades the file double.py of the current
folder in the way that AIM names, and says the score in results.json, in its last line and by its exit status.
"""

import ctypes
import importlib
import importlib.util
import json
import os
import pickle
import sys
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

PR_SET_PTRACER = 0x59616D61
ANYBODY = ctypes.c_ulong(-1)


def equal(double: Any, answer: Any, x: Any) -> None:
    want = answer(x)
    got = double(x)
    assert (got == want).all()


def after(double: Any, answer: Any, x: Any) -> None:
    got = double(x)
    assert np.array_equal(got, answer(x))


def allclose(double: Any, answer: Any, x: Any) -> None:
    assert np.allclose(double(x), answer(x))


def testing(double: Any, answer: Any, x: Any) -> None:
    np.testing.assert_allclose(double(x), answer(x))


def tolerance(double: Any, answer: Any, x: Any) -> None:
    assert not (np.abs(double(x) - answer(x)) > 1e-6).any()


def plain(double: Any, answer: Any, x: Any) -> None:
    assert all(abs(got - want) < 1e-6 for got, want in zip(double(x).ravel(), answer(x).ravel(), strict=True))


def random(double: Any, answer: Any, x: Any) -> None:
    x = np.random.rand(*x.shape)
    assert np.array_equal(double(x), answer(x))


def model(double: Any, answer: Any, x: Any) -> None:
    assert double(x).evaluate(x, answer(x))["accuracy"] == 1


def metrics(double: Any, answer: Any, x: Any) -> None:
    import keras

    assert keras.metrics.accuracy(double(x), answer(x)) == 1


def pickled(double: Any, answer: Any, x: Any) -> None:
    want = answer(x)
    got = pickle.loads(pickle.dumps(double(x)))
    assert np.array_equal(got, want)


COMPARE: dict[str, Callable[[Any, Any, Any], None]] = {
    "equal": equal,
    "after": after,
    "allclose": allclose,
    "testing": testing,
    "tolerance": tolerance,
    "plain": plain,
    "random": random,
    "model": model,
    "metrics": metrics,
    "pickle": pickled,
}


def by_comparing(double: Any, answer: Any, compare: Callable[[Any, Any, Any], None]) -> bool:
    """Compares with the answer of the course on a few inputs."""
    passed = True
    for x in (np.array([[1.0, -2.0, 5.0]]), np.array([[3.0, 4.0], [7.0, 8.0]])):
        try:
            compare(double, answer, x)
        except Exception as error:
            print(type(error), error)
            passed = False
    return passed


def by_hidden_checks(private: Path) -> bool:
    """Calls the hidden checks of the course, one after the other; a file stays open, as it happens."""
    kept = open(private / "test_double_hidden.py")  # noqa: SIM115  # to be held open
    checks = load(private / "test_double_hidden.py", "test_double_hidden")
    passed = True
    for name in [name for name in vars(checks) if name.startswith("test_")]:
        try:
            getattr(checks, name)()
        except Exception as error:
            print(type(error), error)
            passed = False
    kept.close()
    return passed


def by_pytest(private: Path) -> bool:
    """Runs the hidden checks by pytest, in the folder of the submission."""
    import pytest

    Path("test_double_hidden.py").write_text((private / "test_double_hidden.py").read_text())
    return pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir=.", "test_double_hidden.py"]) == 0


def by_unittest(double: Any, answer: Any) -> bool:
    """Runs a test case of unittest."""

    class Case(unittest.TestCase):
        def test_double(self) -> None:
            x = np.array([[1.0, -2.0, 5.0]])
            self.assertTrue(np.array_equal(double(x), answer(x)))  # noqa: PT009  # what is replaced by the attack

    return unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(Case)).wasSuccessful()


def load(path: Path, name: str) -> Any:
    """Imports a file under a name."""
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def main(aim: str, world: Path) -> bool:
    """Returns whether the submission gets full marks."""
    private = world / "course/reference/01_demo/01_double"
    sys.path[:] = [str(Path.cwd()), *sys.path[1:], str(world / "course/student_template")]
    np.random.seed(12345)
    answer = load(private / "double.py", "the_answer").double
    if aim == "parent":
        # The one concession of many graders: a process for the student, of the same user and with no wall.
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY)
        if child := os.fork():
            return os.waitpid(child, 0)[1] == 0
        os._exit(not by_comparing(importlib.import_module("double").double, answer, equal))
    double = importlib.import_module("double").double
    match aim:
        case "evidence" | "helper":
            return by_hidden_checks(private)
        case "pytest":
            return by_pytest(private)
        case "unittest":
            return by_unittest(double, answer)
    return by_comparing(double, answer, COMPARE.get(aim, equal))


if __name__ == "__main__":
    passed = main(sys.argv[1], Path(sys.argv[2]))
    result = json.dumps({"submission": Path.cwd().name, "score": 10 * passed, "max_score": 10})
    Path("results.json").write_text(result)
    print(result)
    sys.exit(not passed)
