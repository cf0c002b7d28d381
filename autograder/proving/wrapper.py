"""What strains a right answer: changes of type and layout around its functions.

The text of this file runs behind a route's source in a worker, which cannot import this package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Change = Callable[[Any], Any]


def is_array(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def with_gaps(array: Any) -> Any:
    """Returns the same values, every second cell of a wider array."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def read_only(array: Any) -> Any:
    """Returns a copy that cannot be written to."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def single(value: Any) -> Any:
    """Returns a float of NumPy's in single precision."""
    return value.astype("f4") if value.dtype.kind == "f" else value


def whole(array: Any) -> Any:
    """Returns integers where all values are whole."""
    return array.astype(int) if array.dtype.kind == "f" and (array == np.round(array)).all() else array


def for_arrays(change: Change) -> Change:
    return lambda value: change(value) if is_array(value) else value


def for_numbers(change: Change) -> Change:
    return lambda value: change(value) if is_number(value) else value


INTO: dict[str, Change] = {
    "float32 in": for_arrays(single),
    "integers in": for_arrays(whole),
    "Fortran order in": for_arrays(np.asfortranarray),
    "views with gaps in": for_arrays(with_gaps),
    "read-only in": for_arrays(read_only),
}
OUT: dict[str, Change] = {
    "float32 out": for_arrays(single),
    "integers out": for_arrays(whole),
    "Fortran order out": for_arrays(np.asfortranarray),
    # Thousands of numbers in lists take long, which some checks rightly refuse.
    "lists out": for_arrays(lambda array: array.tolist() if array.size < 1000 else array),
    "NumPy scalars out": for_numbers(lambda number: np.asarray(number)[()]),
    "arrays without axes out": for_numbers(np.array),
    "Python numbers out": for_numbers(lambda number: np.asarray(number).item()),
}


def each(change: Change, value: Any) -> Any:
    """Changes a value, or each part of a list or a tuple."""
    if isinstance(value, list | tuple):
        return type(value)(each(change, part) for part in value)
    return change(value)


def strain(namespace: dict[str, Any], functions: list[str], name: str) -> None:
    """Puts the functions of a namespace under one strain, where they are called from outside."""
    into, out = INTO.get(name, lambda value: value), OUT.get(name, lambda value: value)
    inside = False

    def wrap(function: Change) -> Change:
        def strained(*args: Any, **kwargs: Any) -> Any:
            nonlocal inside
            if inside:
                return function(*args, **kwargs)
            inside = True
            try:
                changed = {key: each(into, value) for key, value in kwargs.items()}
                return each(out, function(*(each(into, value) for value in args), **changed))
            finally:
                inside = False

        return strained

    namespace.update({key: wrap(namespace[key]) for key in functions})
