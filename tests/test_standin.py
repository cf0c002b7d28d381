"""A stand-in reads in a check as the student's own function and objects would."""

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.content.catalog import Course
from autograder.isolation.workers import NurseryLine
from autograder.judging.feedback import Unfit
from autograder.judging.standin import Function, NotLoaded, Sitting, StandInModule, StudentError, give_back

SOURCE = '''
import numpy as np

class Model:
    """An object that is no plain data."""
    def __init__(self):
        self.weights = [np.arange(3.0), np.ones((2, 2))]
    def __call__(self, x, *, twice=False):
        return Tensor(np.asarray(x) * (2 if twice else 1))
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return self.weights[i]
    def __iter__(self):
        return iter(self.weights)
    def take(self, other):
        return other is self

class Tensor:
    def __init__(self, value):
        self.value = value
    def __array__(self, dtype=None, copy=None):
        return self.value

class Grid:
    def __getitem__(self, key):
        return np.arange(6).reshape(2, 3)[key]

class Liar:
    __array__ = __iter__ = __len__ = lambda self, *args, **kwargs: "no"

class Odd(Exception):
    pass

def build():
    return Model()

def grid():
    return Grid()

def lie():
    return Liar()

def fail(kind):
    raise {"odd": Odd("so odd"), "value": ValueError("bad"), "text": UnicodeDecodeError("x", b"", 0, 1, "y")}[kind]

def huge():
    return 1 << 5000

def grow(items, table, array):
    items.append(4)
    table["new"] = [1]
    array += 1
'''


@pytest.fixture
def module(course: Course, line: NurseryLine) -> Iterator[StandInModule]:
    exercise = course.exercise("01_demo", "01_double")
    module = StandInModule("standin_of_double")
    module.sitting = Sitting(exercise, SOURCE.encode(), line)
    yield module
    module.sitting.close()


def test_every_name_but_private_ones_is_a_function(module: StandInModule) -> None:
    assert isinstance(module.anything, Function)
    with pytest.raises(AttributeError):
        module._private  # noqa: B018  # reading it is the test


def test_an_object_stays_in_the_worker_and_is_used_as_if_it_were_here(module: StandInModule) -> None:
    model = module.build()
    assert np.asarray(model([1, 2])).tolist() == [1, 2]
    assert np.asarray(model(np.ones(2), twice=True)).tolist() == [2.0, 2.0]
    assert [weight.shape for weight in model.weights] == [(3,), (2, 2)]
    assert len(model) == 2
    assert model[1].shape == (2, 2)
    assert [weight.size for weight in model] == [3, 4]
    assert model.take(model)
    assert not hasattr(model, "bias")


def test_an_object_is_indexed_like_an_array(module: StandInModule) -> None:
    grid, array = module.grid(), np.arange(6).reshape(2, 3)
    assert grid[0:1].tolist() == array[0:1].tolist()
    assert grid[..., 0].tolist() == array[..., 0].tolist()
    assert grid[1, ::-1].tolist() == array[1, ::-1].tolist()
    assert grid[1, :].tolist() == array[1, :].tolist()


@pytest.mark.parametrize("use", [np.asarray, iter, len])
def test_an_object_that_lies_is_the_students_error(module: StandInModule, use: object) -> None:
    lie = module.lie()
    with pytest.raises(TypeError) as raised:
        use(lie)
    assert raised.value is module.sitting.raised


def test_errors_cross_as_the_nearest_built_in_class(module: StandInModule) -> None:
    with pytest.raises(ValueError, match=r"^bad$"):
        module.fail("value")
    with pytest.raises(StudentError, match="Odd: so odd"):
        module.fail("odd")
    with pytest.raises(UnicodeError):
        module.fail("text")


def test_a_value_that_cannot_be_handed_over_is_the_students_error_on_no_line(module: StandInModule) -> None:
    with pytest.raises(ValueError):
        module.fail("value")
    assert module.sitting.lines
    with pytest.raises(Unfit, match="bits"):
        module.huge()
    assert isinstance(module.sitting.raised, Unfit)
    assert module.sitting.lines == []


def test_arguments_come_back_changed(module: StandInModule) -> None:
    items, table, array = [3], {"old": 0}, np.zeros(2)
    module.grow(items, table, array=array)
    assert items == [3, 4]
    assert table == {"old": 0, "new": [1]}
    assert array.tolist() == [1.0, 1.0]


def test_an_array_of_another_shape_is_not_given_back() -> None:
    array = np.zeros(2)
    for forged in (np.ones(3), np.ones(2, int), [1, 1], None):
        give_back(array, forged)
    assert array.tolist() == [0.0, 0.0]


def test_a_file_that_cannot_be_loaded_is_no_answer(course: Course, line: NurseryLine) -> None:
    """Not even where a check expects the very error that it raises."""
    sitting = Sitting(course.exercise("01_demo", "01_double"), b"raise ValueError('at import')", line)
    for _ in range(2):
        sitting.begin_check()
        with pytest.raises(NotLoaded):
            sitting.ask(do="call", target=None, name="double", args=(1,), kwargs={})
        assert (str(sitting.raised), sitting.lines) == ("at import", [1])
    assert sitting.worker is None
