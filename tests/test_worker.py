"""A worker answers with plain values, says what was raised, and knows nothing else."""

import numpy as np
import pytest

from autograder.isolation.client import WorkerLine
from autograder.isolation.workers import NurseryLine
from tests.workers import LIMITS, ask, call, load


def test_a_function_is_called_by_value(worker: WorkerLine) -> None:
    load(worker, "def add(a, b):\n    return a + b\n")
    assert call(worker, "add", 2, 3)["value"] == 5
    assert call(worker, "add", [1], [2])["value"] == [1, 2]


def test_a_changed_argument_comes_back(worker: WorkerLine) -> None:
    load(worker, "def push(x):\n    x.append(1)\ndef read(x):\n    return len(x)\n")
    assert call(worker, "push", [5])["arguments"] == (([5, 1],), {})
    assert call(worker, "read", [5])["arguments"] is None


def test_a_changed_argument_comes_back_from_wherever_it_is(worker: WorkerLine) -> None:
    load(
        worker,
        "def empty(x):\n    x['a'] = 1\n"
        "def nested(x):\n    x[0][0].append(1)\n"
        "def named(*, x):\n    x[:] = 0\n"
        "def read(*args, **kwargs):\n    return None\n",
    )
    assert call(worker, "empty", {})["arguments"] == (({"a": 1},), {})
    assert call(worker, "nested", (([],), 2))["arguments"] == (((([1],), 2),), {})
    _, named = ask(worker, do="call", target=None, name="named", args=(), kwargs={"x": np.ones(2)})["arguments"]
    assert named["x"].tolist() == [0, 0]
    assert call(worker, "read", 1, (2, "three"), [4], {5: 6}, np.ones(2))["arguments"] is None


def test_an_argument_that_cannot_be_handed_back_is_told_by_its_kind(worker: WorkerLine) -> None:
    load(worker, "def grow(x):\n    x.append(1 << 5000)\n")
    assert call(worker, "grow", [])["unfit"] == "an integer of more than 4096 bits"


def test_the_shape_of_a_tensor_crosses_as_a_tuple(worker: WorkerLine) -> None:
    load(
        worker,
        "class TensorShape:\n    def __iter__(self):\n        return iter([2, 3])\n"
        "class Tensor:\n    shape = TensorShape()\n"
        "def tensor():\n    return Tensor()\n",
    )
    number = call(worker, "tensor")["value"]
    request = {"do": "get", "target": object(), "name": "shape"}
    assert worker.request(request, 20, lambda _: None, lambda _: number)["value"] == (2, 3)


def test_random_numbers_of_numpy_are_there_before_the_first_worker(worker: WorkerLine) -> None:
    load(worker, "import sys\nloaded = 'numpy.random' in sys.modules\ndef f():\n    return loaded\n")
    assert call(worker, "f")["value"] is True


def test_an_error_crosses_with_its_class_words_and_lines(worker: WorkerLine) -> None:
    load(worker, "class Odd(ValueError):\n    pass\n\ndef fail():\n    raise Odd('so odd')\n")
    error = call(worker, "fail")["error"]
    assert error == {"kind": "ValueError", "name": "Odd", "message": "so odd", "lines": [5], "breach": None}


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


def test_each_worker_is_fresh(line: NurseryLine) -> None:
    source = "import os\ncount = []\ndef f():\n    count.append(1)\n    return len(count), len(os.listdir())\n"
    for _ in range(2):
        worker = WorkerLine(line, LIMITS)
        load(worker, source)
        assert call(worker, "f")["value"][0] == 1
        worker.close()


def test_a_worker_has_loaded_nothing_of_the_package_but_the_wall(worker: WorkerLine) -> None:
    load(worker, "import sys\ndef f():\n    return sorted(n for n in sys.modules if n.startswith('autograder'))\n")
    loaded = call(worker, "f")["value"]
    assert all(name == "autograder" or name.startswith("autograder.isolation") for name in loaded)
