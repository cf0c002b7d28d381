"""Frames that carry plain values between a judge and a worker: JSON with tags, then the raw bytes of arrays.

A frame is a u32 header length, a u64 blob length, the header and the blob. Whatever the other side sends,
reading it gives plain values or raises WireError; nothing is ever unpickled.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

LENGTHS = struct.Struct("<IQ")
MAX_HEADER = 1 << 20
MAX_BLOB = 64 << 20
MAX_DEPTH = 32
MAX_INT_BITS = 4096
TO_JSON = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode
DTYPES = {
    np.dtype(code).str: np.dtype(code)
    for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
}


class WireError(Exception):
    """A frame that is too large, malformed or holds what cannot cross."""


class NotPlain(TypeError):
    """The value is not plain data."""


# Header and blob of a frame, when its lengths have been read.
Frame = tuple[bytes, bytes]
# By what is known what does not cross: the number of an object, or the name of a function.
Key = int | str
Keep = Callable[[object], Key]
Fetch = Callable[[Key], object]


def refuse(value: object) -> int:
    """Refuses to send what is not plain data."""
    raise NotPlain(f"only plain data and handles can be passed, not {type(value).__name__}")


def pack(message: dict[str, Any], keep: Keep = refuse) -> bytes:
    """Returns the frame of a message; what is not plain data crosses as the key that `keep` gives it."""
    blobs: list[bytes] = []
    header = TO_JSON(_encode(message, blobs, keep, 0)).encode()
    size = sum(map(len, blobs))
    if len(header) > MAX_HEADER:
        raise WireError(f"lists or text of more than {MAX_HEADER >> 20} MB")
    if size > MAX_BLOB:
        raise WireError(f"arrays or bytes of more than {MAX_BLOB >> 20} MB")
    return b"".join([LENGTHS.pack(len(header), size), header, *blobs])


def lengths(prefix: bytes) -> tuple[int, int]:
    """Returns the lengths of header and blob, within their caps, before anything is allocated for them."""
    header, blob = LENGTHS.unpack(prefix)
    if header > MAX_HEADER or blob > MAX_BLOB:
        raise WireError("a frame larger than its cap")
    return header, blob


def parts(frame: bytes) -> Frame:
    """Returns the header and the blob of a whole frame of our own."""
    start = LENGTHS.size
    header, _ = lengths(frame[:start].ljust(start, b"\0"))
    return frame[start : start + header], frame[start + header :]


def unpack(header: bytes, blob: bytes, fetch: Fetch) -> dict[str, Any]:
    """Returns the message of a frame; `fetch` turns the keys of handles into objects."""
    try:
        parsed = json.loads(header.decode())
        reader = _Reader(blob, fetch)
        message = reader.decode(parsed, 0)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise WireError(f"a malformed frame: {type(error).__name__}") from None
    if reader.offset != len(blob):
        raise WireError("a frame with bytes left over")
    if not isinstance(message, dict):
        raise WireError("a frame that is no message")
    return message


def _encode(value: Any, blobs: list[bytes], keep: Keep, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(f"a value nested deeper than {MAX_DEPTH} levels")
    if value is None or type(value) in (bool, str):
        return value
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            raise WireError(f"an integer of more than {MAX_INT_BITS} bits")
        return {"int": hex(value)}
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, blobs, keep, depth + 1) for item in value]}
    if isinstance(value, list):
        return [_encode(item, blobs, keep, depth + 1) for item in value]
    if isinstance(value, dict):
        return {"dict": [[_encode(part, blobs, keep, depth + 1) for part in pair] for pair in value.items()]}
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc":
        array = np.asarray(value)
        if array.dtype.str not in DTYPES:
            array = array.astype(_nearest(array.dtype))
        blobs.append(array.tobytes())
        return {"scalar" if isinstance(value, np.generic) else "array": [array.dtype.str, list(array.shape)]}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"float": repr(float(value))}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, complex):
        return {"complex": [_encode(part, blobs, keep, depth) for part in (value.real, value.imag)]}
    if isinstance(value, bytes):
        blobs.append(bytes(value))
        return {"bytes": len(value)}
    if value is ...:
        return {"ellipsis": None}
    if isinstance(value, slice):
        bounds = value.start, value.stop, value.step
        if all(bound is None or isinstance(bound, int | np.integer) for bound in bounds):
            return {
                "slice": [None if bound is None else _encode(int(bound), blobs, keep, depth + 1) for bound in bounds]
            }
    return {"handle": keep(value)}


def _nearest(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Returns the dtype that crosses in the place of one of another byte order, or of more than double precision."""
    little = dtype.newbyteorder("<")
    return little if little.str in DTYPES else np.dtype("<c16" if dtype.kind == "c" else "<f8")


class _Reader:
    """Decodes one frame, taking the bytes of its arrays from the blob in order."""

    def __init__(self, blob: bytes, fetch: Fetch) -> None:
        self.blob = memoryview(blob)
        self.offset = 0
        self.fetch = fetch

    def take(self, count: int) -> memoryview:
        if not 0 <= count <= len(self.blob) - self.offset:
            raise WireError("an array longer than its frame")
        self.offset += count
        return self.blob[self.offset - count : self.offset]

    def decode(self, value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise WireError(f"a value nested deeper than {MAX_DEPTH} levels")
        kind = type(value)
        if value is None or kind in (bool, float, str):
            return value
        if kind is list:
            return [self.decode(item, depth + 1) for item in value]
        if kind is not dict or len(value) != 1:
            raise WireError("a value without a tag")
        ((tag, content),) = value.items()
        match tag:
            case "int" if type(content) is str and len(content) <= MAX_INT_BITS // 4 + 3:
                return int(content, 16)
            case "tuple" if type(content) is list:
                return tuple([self.decode(item, depth + 1) for item in content])
            case "dict" if type(content) is list:
                return {self.decode(key, depth + 1): self.decode(item, depth + 1) for key, item in content}
            case "array" | "scalar":
                return self.array(*content, scalar=tag == "scalar")
            case "float" if content in ("nan", "inf", "-inf"):
                return float(content)
            case "complex":
                real, imag = content
                return complex(self.decode(real, depth), self.decode(imag, depth))
            case "bytes" if type(content) is int:
                return bytes(self.take(content))
            case "ellipsis" if content is None:
                return ...
            case "slice" if type(content) is list:
                start, stop, step = bounds = [self.decode(bound, depth + 1) for bound in content]
                if all(bound is None or type(bound) is int for bound in bounds):
                    return slice(start, stop, step)
            case "handle" if type(content) in (int, str):
                return self.fetch(content)
        raise WireError(f"an unknown tag {tag[:20]!r}")

    def array(self, dtype: str, shape: list[Any], *, scalar: bool) -> Any:
        if (
            dtype not in DTYPES
            or type(shape) is not list
            or len(shape) > MAX_DEPTH
            or not all(type(n) is int and n >= 0 for n in shape)
        ):
            raise WireError("an array of a kind that does not cross")
        data = bytearray(self.take(math.prod(shape) * DTYPES[dtype].itemsize))
        array = np.frombuffer(data, DTYPES[dtype]).reshape(shape)
        return array[()] if scalar and not shape else array
