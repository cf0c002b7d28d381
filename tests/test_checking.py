"""`assert_same` accepts what is right in any dtype, and refuses the rest in a first line that helps."""

import doctest
import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests.conftest import TEMPLATE

RAGGED = [[1, 2], [3]]
X = np.array([[1, 2, 3], [4, 5, 6]])


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TEMPLATE))
    monkeypatch.delitem(sys.modules, "checking", raising=False)
    return importlib.import_module("checking")


@pytest.fixture
def assert_same(checking: ModuleType) -> Callable[..., None]:
    function: Callable[..., None] = checking.assert_same
    return function


def complaint(assert_same: Callable[..., None], actual: Any, expected: Any, **options: float) -> str:
    with pytest.raises(AssertionError) as caught:
        assert_same(actual, expected, **options)
    return str(caught.value)


def test_its_examples_are_true(checking: ModuleType) -> None:
    results = doctest.testmod(checking)
    assert results.attempted >= 2
    assert results.failed == 0


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (4, 4),
        (np.array(4.0), 4),
        (4, np.array(4)),
        ([1, 2], (1, 2)),
        (((1, 2, 3), [4, 5, 6]), X),
        (X.tolist(), X),
        (X.T.copy().T, X),
        (X[:, ::-1][:, ::-1], X),
        ([], []),
        (np.zeros((2, 0)), np.zeros((2, 0))),
        ([np.float32(1), 2], [1, 2]),
        (np.array([0, 255], np.uint8), [0, 255]),
        (-0.0, 0),
    ],
    ids=repr,
)
def test_the_right_value_is_accepted_in_any_form(assert_same: Callable[..., None], actual: Any, expected: Any) -> None:
    assert_same(actual, expected)


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "g", ">f8", ">i4"])
def test_the_dtype_is_free(assert_same: Callable[..., None], dtype: str) -> None:
    assert_same(X.astype(dtype), X)
    assert_same(X, X.astype(dtype))
    message = complaint(assert_same, X.astype(dtype), [[1, 2, 3], [4, 5, 7]])
    assert message.startswith("1 of 6 values differ, the first at [1, 2]: expected 7, got 6")


@pytest.mark.parametrize(
    ("actual", "kind"),
    [
        (True, "bool"),
        ([True, False], "bool"),
        (1j, "complex128"),
        (np.array([1 + 0j]), "complex128"),
        ("4", "<U1"),
        (b"4", "|S1"),
        (["1", 2], "text"),
        ([[1, 2], [3, b"x"]], "text"),
        ({"a": 1}, "object"),
        ({1, 2}, "object"),
        (object(), "object"),
        ([1, None], "object"),
        (np.array([1, 2], dtype=object), "object"),
        (iter([1, 2]), "object"),
        (10**30, "object"),
        (np.datetime64("2020-01-01"), "datetime64[D]"),
        (np.zeros(2, [("a", float)]), "[('a', '<f8')]"),
    ],
    ids=repr,
)
def test_what_is_no_real_number_is_refused_by_type(assert_same: Callable[..., None], actual: Any, kind: str) -> None:
    for expected in (4, [1, 2]):
        message = complaint(assert_same, actual, expected)
        assert message.startswith(f"expected real numbers, got values of type {kind}")


def test_nothing_returned_is_asked_after(assert_same: Callable[..., None]) -> None:
    assert complaint(assert_same, None, [1]) == "expected a number or an array, got None: is a `return` missing?"


def test_one_long_text_among_many_short_ones_fills_no_memory(assert_same: Callable[..., None]) -> None:
    # In an array, each would take the room of the longest: a terabyte.
    assert "text" in complaint(assert_same, [b"x" * (16 << 20), *[b""] * 65_000], 4)


@pytest.mark.parametrize("actual", [RAGGED, [RAGGED, RAGGED], [1, [2]], [np.zeros(2), np.zeros(3)]])
def test_lists_of_unequal_lengths_are_named(assert_same: Callable[..., None], actual: Any) -> None:
    assert complaint(assert_same, actual, X) == "expected an array, got lists of unequal lengths"


@pytest.mark.parametrize(
    ("actual", "expected", "wanted", "got"),
    [
        (X[0], X, (2, 3), (3,)),
        (X, X[0], (3,), (2, 3)),
        (X[:1], X, (2, 3), (1, 3)),
        (X.T, X, (2, 3), (3, 2)),
        ([4], 4, (), (1,)),
        (4, [4], (1,), ()),
        (4, [4, 4], (2,), ()),
        ([], [4], (1,), (0,)),
        ([], 4, (), (0,)),
        (np.zeros((2, 0)), np.zeros((0, 2)), (0, 2), (2, 0)),
    ],
)
def test_no_shape_is_broadcast(
    assert_same: Callable[..., None], actual: Any, expected: Any, wanted: tuple[int, ...], got: tuple[int, ...]
) -> None:
    assert complaint(assert_same, actual, expected) == f"expected shape {wanted}, got shape {got}"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_is_never_right(assert_same: Callable[..., None], value: float) -> None:
    assert complaint(assert_same, value, 4) == f"expected 4, got {value}"
    assert "the first at [1]" in complaint(assert_same, [4, value], [4, 4])


def test_nan_is_not_even_nan(assert_same: Callable[..., None]) -> None:
    assert complaint(assert_same, np.nan, np.nan) == "expected nan, got nan"


def test_the_first_difference_is_shown_with_its_place(assert_same: Callable[..., None]) -> None:
    message = complaint(assert_same, [[1, 2, 3], [4, 0, 0]], X)
    assert message.splitlines()[0] == "2 of 6 values differ, the first at [1, 1]: expected 5, got 0"


@pytest.mark.parametrize(
    ("shape", "index", "where"),
    [
        ((2, 3), (1, 2), "[:, :]"),
        ((2, 3, 4), (1, 2, 3), "[:, :, 3]"),
        ((5, 2, 3, 4), (4, 1, 2, 3), "[4, :, :, 3]"),
    ],
)
def test_a_map_shows_the_rows_and_columns_around_the_first_difference(
    assert_same: Callable[..., None], shape: tuple[int, ...], index: tuple[int, ...], where: str
) -> None:
    expected = np.zeros(shape)
    actual = expected.copy()
    actual[index] = 1
    _, *drawn = complaint(assert_same, actual, expected).splitlines()
    assert drawn == [f"x where they differ, at {where}:", "  . . .", "  . . x"]


@pytest.mark.parametrize("shape", [(1,), (4,), (31, 2), (2, 31), (3, 31, 2, 1)])
def test_there_is_no_map_without_rows_and_columns_or_beyond_a_screen(
    assert_same: Callable[..., None], shape: tuple[int, ...]
) -> None:
    expected = np.zeros(shape)
    actual = expected.copy()
    actual.flat[0] = 1
    assert "\n" not in complaint(assert_same, actual, expected)


def test_there_is_no_map_where_all_values_differ(assert_same: Callable[..., None]) -> None:
    assert "\n" not in complaint(assert_same, X + 1, X)


@pytest.mark.parametrize(("distance", "accepted"), [(0.125, True), (0.25, True), (0.3, False), (-0.3, False)])
def test_atol_is_the_largest_distance(assert_same: Callable[..., None], distance: float, accepted: bool) -> None:
    if accepted:
        assert_same([1 + distance], [1], atol=0.25)
    else:
        assert "expected 1, got " in complaint(assert_same, [1 + distance], [1], atol=0.25)


def test_without_atol_a_millionth_is_allowed(assert_same: Callable[..., None]) -> None:
    assert_same(1 + 5e-7, 1)
    assert complaint(assert_same, 1 + 2e-6, 1)


def test_its_arguments_stay_as_they_were(assert_same: Callable[..., None]) -> None:
    actual, expected = X.astype("f4"), X.copy()
    actual.flags.writeable = expected.flags.writeable = False
    assert_same(actual, expected)
    assert (actual.dtype, expected.dtype) == (np.dtype("f4"), X.dtype)


@pytest.mark.parametrize("actual", [None, RAGGED, "x", X[0], X + 1, X * np.nan], ids=ascii)
def test_the_first_line_says_it_all(assert_same: Callable[..., None], actual: Any) -> None:
    assert complaint(assert_same, actual, X).splitlines()[0].startswith(("expected ", "6 of 6 values differ"))
