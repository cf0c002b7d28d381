"""What the checks compare with: one function that refuses the same things everywhere, in the same words."""

import numpy as np


def assert_same(actual, expected, atol=1e-6):
    """Asserts that a number or an array has the expected shape and, in every place, the expected value.

    Args:
        actual: what your function returned: a real number, an array of real numbers, or nested
            lists of them. The dtype does not matter.
        expected: a number or an array of any shape.
        atol: float, the largest allowed distance between two values. Defaults to 1e-6.

    Raises:
        AssertionError: Says in its first line what differs: type, shape or the first value.

    Example:
        >>> assert_same([1, 2], np.array([1.0, 2.0]))
        >>> assert_same([1, 2], np.array([1, 3]))
        Traceback (most recent call last):
        AssertionError: 1 of 2 values differ, the first at [1]: expected 3, got 2
    """
    __tracebackhide__ = True  # pytest then shows the line of the check, not this one
    if actual is None:
        raise AssertionError("expected a number or an array, got None: is a `return` missing?")
    try:
        # Side by side in an array, each text would take the room of the longest.
        if isinstance(actual, list | tuple) and any(
            isinstance(cell, str | bytes) for cell in np.array(actual, object).flat
        ):
            raise AssertionError("expected real numbers, got values of type text")
        actual = np.asarray(actual)
    except ValueError:
        raise AssertionError("expected an array, got lists of unequal lengths") from None
    expected = np.asarray(expected)
    if actual.dtype.kind not in "iuf":
        raise AssertionError(f"expected real numbers, got values of type {actual.dtype}")
    if actual.shape != expected.shape:
        raise AssertionError(f"expected shape {expected.shape}, got shape {actual.shape}")
    # NaN is never close to anything, so it counts as different.
    differs = ~(np.abs(actual.astype(float) - expected) <= atol)
    if not differs.any():
        return
    if expected.ndim == 0:
        raise AssertionError(f"expected {expected}, got {actual}")
    index = tuple(int(i) for i in np.argwhere(differs)[0])
    raise AssertionError(
        f"{differs.sum()} of {differs.size} values differ, the first at {list(index)}: "
        f"expected {expected[index]}, got {actual[index]}{map_of(differs, index)}"
    )


def map_of(differs, index):
    """Draws the plane of rows and columns around a place: x where two arrays differ, a dot where they agree.

    Args:
        differs: array of bools of any shape; of 3 axes the last are channels, of 4 the first are images too.
        index: tuple of ints, a place in it.

    Returns:
        A text that begins with a new line, or an empty one where nothing could be seen: there
        are no rows and columns, all cells differ, or the plane is larger than a screen.

    Example:
        >>> print(map_of(np.array([[False, True, False], [True, True, False]]), (0, 1)))
        <BLANKLINE>
        x where they differ, at [:, :]:
          . x .
          x x .
    """
    first = 1 if differs.ndim == 4 else 0
    place = [*index[:first], slice(None), slice(None), *index[first + 2 :]]
    if differs.ndim < 2 or differs.all() or max(differs.shape[first : first + 2]) > 30:
        return ""
    plane = differs[tuple(place)]
    where = ", ".join(":" if i == slice(None) else str(i) for i in place)
    rows = ["  " + " ".join(".x"[int(cell)] for cell in row) for row in plane]
    return "\n".join([f"\nx where they differ, at [{where}]:", *rows])
