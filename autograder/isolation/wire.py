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
DTYPES = frozenset(
    np.dtype(code).str for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
)


class WireError(Exception):
    """A frame that is too large, malformed or holds what cannot cross."""


class NotPlain(TypeError):
    """The value is not plain data."""


Keep = Callable[[object], int]
Fetch = Callable[[int], object]


def refuse(value: object) -> int:
    """Refuses to send what is not plain data."""
    raise NotPlain(f"only plain data and handles can be passed, not {type(value).__name__}")


def pack(message: dict[str, Any], keep: Keep = refuse) -> bytes:
    """Returns the frame of a message; what is not plain data crosses as the number that `keep` gives it."""
    blobs: list[bytes] = []
    header = json.dumps(_encode(message, blobs, keep, 0), allow_nan=False).encode()
    blob = b"".join(blobs)
    if len(header) > MAX_HEADER or len(blob) > MAX_BLOB:
        raise WireError(f"a value of {(len(header) + len(blob)) >> 20} MB is too large to cross")
    return LENGTHS.pack(len(header), len(blob)) + header + blob


def lengths(prefix: bytes) -> tuple[int, int]:
    """Returns the lengths of header and blob, within their caps, before anything is allocated for them."""
    header, blob = LENGTHS.unpack(prefix)
    if header > MAX_HEADER or blob > MAX_BLOB:
        raise WireError("a frame larger than its cap")
    return header, blob


def unpack(header: bytes, blob: bytes, fetch: Fetch) -> dict[str, Any]:
    """Returns the message of a frame; `fetch` turns the numbers of handles into objects."""
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
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc":
        array = np.asarray(value)
        if array.dtype.newbyteorder("<").str not in DTYPES:  # such as long double
            array = array.astype("c16" if array.dtype.kind == "c" else "f8")
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        blobs.append(array.tobytes())
        return {"scalar" if isinstance(value, np.generic) else "array": [array.dtype.str, list(array.shape)]}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            raise WireError("an integer that is too large to cross")
        return {"int": hex(value)}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"float": repr(float(value))}
    if isinstance(value, complex):
        return {"complex": [_encode(part, blobs, keep, depth) for part in (value.real, value.imag)]}
    if isinstance(value, bytes):
        blobs.append(bytes(value))
        return {"bytes": len(value)}
    if isinstance(value, list):
        return [_encode(item, blobs, keep, depth + 1) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, blobs, keep, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[_encode(part, blobs, keep, depth + 1) for part in pair] for pair in value.items()]}
    return {"handle": keep(value)}


class _Reader:
    """Decodes one frame, taking the bytes of its arrays from the blob in order."""

    def __init__(self, blob: bytes, fetch: Fetch) -> None:
        self.blob = blob
        self.offset = 0
        self.fetch = fetch

    def take(self, count: int) -> bytes:
        if not 0 <= count <= len(self.blob) - self.offset:
            raise WireError("an array longer than its frame")
        self.offset += count
        return self.blob[self.offset - count : self.offset]

    def decode(self, value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise WireError(f"a value nested deeper than {MAX_DEPTH} levels")
        if value is None or isinstance(value, bool | float | str):
            return value
        if isinstance(value, list):
            return [self.decode(item, depth + 1) for item in value]
        if not isinstance(value, dict) or len(value) != 1:
            raise WireError("a value without a tag")
        ((tag, content),) = value.items()
        match tag, content:
            case "int", str() if len(content) <= MAX_INT_BITS // 4 + 3:
                return int(content, 16)
            case "float", "nan" | "inf" | "-inf":
                return float(content)
            case "complex", [real, imag]:
                return complex(self.decode(real, depth), self.decode(imag, depth))
            case "bytes", int():
                return self.take(content)
            case "tuple", list():
                return tuple(self.decode(item, depth + 1) for item in content)
            case "dict", list():
                return {self.decode(key, depth + 1): self.decode(item, depth + 1) for key, item in content}
            case "array" | "scalar", [str() as dtype, list() as shape]:
                return self.array(dtype, shape, scalar=tag == "scalar")
            case "handle", int():
                return self.fetch(content)
        raise WireError(f"an unknown tag {tag[:20]!r}")

    def array(self, dtype: str, shape: list[Any], *, scalar: bool) -> Any:
        if dtype not in DTYPES or len(shape) > MAX_DEPTH or not all(type(n) is int and n >= 0 for n in shape):
            raise WireError("an array of a kind that does not cross")
        data = self.take(math.prod(shape) * np.dtype(dtype).itemsize)
        array = np.frombuffer(bytearray(data), dtype).reshape(shape)
        return array[()] if scalar and not shape else array
