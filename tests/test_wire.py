"""What crosses the wire arrives as it was; what must not cross raises WireError and nothing else."""

import contextlib
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.isolation import wire


def split(frame: bytes) -> tuple[bytes, bytes]:
    header, blob = wire.lengths(frame[: wire.LENGTHS.size])
    body = frame[wire.LENGTHS.size :]
    assert len(body) == header + blob
    return body[:header], body[header:]


def cross(value: object) -> Any:
    return wire.unpack(*split(wire.pack({"value": value})), wire.refuse)["value"]


PLAIN = [None, True, 0, -7, 2**200, 1.5, math.inf, -math.inf, 2 - 3j, "é\n", b"\0\xff", [], (), {}, [1, (2, [3])]]


INDICES = [..., slice(None), slice(0, 1), slice(2**70, None, -2), (1, slice(None, 3), ...)]


@pytest.mark.parametrize("value", [*PLAIN, *INDICES, {"a": 1, (1, 2): [None]}])
def test_plain_values_arrive_as_they_were(value: object) -> None:
    assert cross(value) == value
    assert type(cross(value)) is type(value)


def test_nan_arrives_as_nan() -> None:
    assert math.isnan(cross(math.nan))


@pytest.mark.parametrize("dtype", sorted(wire.DTYPES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3, 0), (2, 3, 4)])
def test_arrays_arrive_with_dtype_and_shape(dtype: str, shape: tuple[int, ...]) -> None:
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    arrived = cross(array)
    assert type(arrived) is np.ndarray
    assert (arrived.dtype, arrived.shape) == (array.dtype, shape)
    assert np.array_equal(arrived, array)
    assert arrived.flags.writeable


def test_layout_does_not_matter() -> None:
    array = np.arange(24.0).reshape(2, 3, 4)
    for view in (array.T, array[:, ::-1, ::2], np.asfortranarray(array), array.astype(">f8")):
        assert np.array_equal(cross(view), view)


def test_numpy_scalars_stay_scalars() -> None:
    assert type(cross(np.int64(3))) is np.int64
    assert type(cross(np.float32(3))) is np.float32


def test_the_bounds_of_a_slice_arrive_as_integers_of_python() -> None:
    arrived = cross(slice(np.int64(1), np.uint8(3), True))
    assert [type(bound) for bound in (arrived.start, arrived.stop, arrived.step)] == [int, int, int]
    assert arrived == slice(1, 3, 1)


def test_what_is_no_plain_data_is_kept_and_fetched_by_its_number() -> None:
    objects: list[object] = []

    def keep(value: object) -> int:
        objects.append(value)
        return len(objects) - 1

    frame = wire.pack({"value": [object, np.array([None])]}, keep)
    assert wire.unpack(*split(frame), objects.__getitem__)["value"] == objects


@pytest.mark.parametrize(
    "value", [object(), np.array(["a"]), np.array([None]), {1, 2}, slice("a"), slice(0, 1.0), slice([], 1)]
)
def test_other_objects_are_refused_by_default(value: object) -> None:
    with pytest.raises(wire.NotPlain, match=type(value).__name__):
        wire.pack({"value": value})


def nest(depth: int) -> list[Any]:
    return [] if depth == 0 else [nest(depth - 1)]


@pytest.mark.parametrize("value", [nest(40), 1 << 5000, np.zeros(9 << 20), "x" * (2 << 20)])
def test_too_deep_or_too_large_values_do_not_cross(value: object) -> None:
    with pytest.raises(wire.WireError):
        wire.pack({"value": value})


FORGED = [
    1,
    "text",
    {"dict": [["value", 5]]},
    {"dict": [["value", {"array": ["|O", [1]]}]]},
    {"dict": [["value", {"array": ["<f8", [1 << 60]]}]]},
    {"dict": [["value", {"array": ["<f8", [-1]]}]]},
    {"dict": [["value", {"array": ["<f8", [0, 1 << 70]]}]]},
    {"dict": [["value", {"array": ["<f8", "22"]}]]},
    {"dict": [["value", {"array": ["<f8", [1], 1]}]]},
    {"dict": [["value", {"array": [["<f8"], [1]]}]]},
    {"dict": [["value", {"array": [{}, [1]]}]]},
    {"dict": [["value", {"array": {"<f8": [1]}}]]},
    {"dict": [["value", {"array": 1}]]},
    {"dict": [["value", {"scalar": "<f"}]]},
    {"dict": [["value", {"int": "z"}]]},
    {"dict": [["value", {"int": 1}]]},
    {"dict": [["value", {"int": "f" * 10_000}]]},
    {"dict": [["value", {"bytes": 10}]]},
    {"dict": [["value", {"bytes": -1}]]},
    {"dict": [[["value"], None]]},
    {"dict": [["value"]]},
    {"dict": "ab"},
    {"float": "1"},
    {"float": []},
    {"complex": 1},
    {"complex": [1.0, "1"]},
    {"complex": [1.0, 1.0, 1.0]},
    {"complex": [None, None]},
    {"handle": "0"},
    {"dict": [["value", {"ellipsis": 1}]]},
    {"dict": [["value", {"slice": None}]]},
    {"dict": [["value", {"slice": "abc"}]]},
    {"dict": [["value", {"slice": [None, None]}]]},
    {"dict": [["value", {"slice": [None, None, None, None]}]]},
    {"dict": [["value", {"slice": [None, 1.0, None]}]]},
    {"dict": [["value", {"slice": [None, True, None]}]]},
    {"dict": [["value", {"slice": [None, [], None]}]]},
    {"dict": [["value", {"slice": [None, {"slice": [None, None, None]}, None]}]]},
    {"unknown": 1},
    {"int": "1", "float": "nan"},
    json.loads("[" * 100 + "]" * 100),
]


@pytest.mark.parametrize("forged", FORGED, ids=repr)
def test_forged_headers_are_refused(forged: object) -> None:
    with pytest.raises(wire.WireError):
        wire.unpack(json.dumps(forged).encode(), b"", wire.refuse)


def test_bytes_left_over_are_refused() -> None:
    with pytest.raises(wire.WireError):
        wire.unpack(json.dumps({"dict": []}).encode(), b"x", wire.refuse)


@pytest.mark.parametrize("lengths", [(wire.MAX_HEADER + 1, 0), (0, wire.MAX_BLOB + 1), (2**32 - 1, 2**64 - 1)])
def test_lengths_beyond_their_caps_are_refused_before_anything_is_read(lengths: tuple[int, int]) -> None:
    with pytest.raises(wire.WireError):
        wire.lengths(wire.LENGTHS.pack(*lengths))


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_bytes_give_a_message_or_a_wire_error(header: bytes, blob: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        assert isinstance(wire.unpack(header, blob, wire.refuse), dict)


FRAME = wire.pack(
    {"id": 7, "value": [np.arange(6).reshape(2, 3), (1.5, "text", {"k": b"bytes"}), np.float32(2), slice(1, None), ...]}
)


@given(st.integers(wire.LENGTHS.size, len(FRAME) - 1), st.integers(0, 255))
def test_one_changed_byte_gives_a_message_or_a_wire_error(place: int, byte: int) -> None:
    frame = FRAME[:place] + bytes([byte]) + FRAME[place + 1 :]
    with contextlib.suppress(wire.WireError):
        wire.unpack(*split(frame), lambda _: None)
