"""Grades as the command does and keeps what judges ask workers: `python -m benchmarks.tape grade ...`.

Judges run this module too, since a judge starts by running the main module of the program that it belongs to.
A tape holds the frames that one worker was sent, from loading the student's file to the last call of a check.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Collection
from pathlib import Path
from typing import Any

from autograder import cli
from autograder.isolation import wire
from autograder.isolation.client import WorkerLine
from autograder.judging import standin
from benchmarks.measure import BenchmarkError

# Names the file of tapes; an environment variable, since judges have no other way to be told.
PLACE = "BENCHMARK_TAPES"

Tape = list[bytes]


class RecordedLine(WorkerLine):
    """A connection to a worker that leaves a tape."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.tape: Tape = []

    def request(self, message: dict[str, Any], seconds: float, fetch: wire.Fetch, keep: wire.Keep) -> dict[str, Any]:
        self.tape.append(wire.pack({"id": 0, **message}, keep))
        return super().request(message, seconds, fetch, keep)

    def close(self) -> None:
        super().close()
        with open(os.environ[PLACE], "ab") as stream:
            pickle.dump(self.tape, stream)


if __name__ in ("__main__", "__mp_main__"):  # the second is what a judge calls the main module
    standin.WorkerLine = RecordedLine


def read_tapes(path: Path, sources: Collection[bytes]) -> list[Tape]:
    """Returns the first tape of each of these sources: a diagnosis runs some again, and misconceptions too."""
    tapes: dict[bytes, Tape] = {}
    with path.open("rb") as stream:
        while stream.peek(1):
            tape: Tape = pickle.load(stream)
            source = unpack(tape[0])["source"]
            if source in sources:
                tapes.setdefault(source, tape)
    if len(tapes) != len(sources):
        raise BenchmarkError(f"{len(tapes)} of {len(sources)} files were recorded")
    return list(tapes.values())


def unpack(frame: bytes) -> dict[str, Any]:
    """Returns the message of a frame that names no object of a worker."""
    start = wire.LENGTHS.size
    header, _ = wire.lengths(frame[:start])
    return wire.unpack(frame[start : start + header], frame[start + header :], wire.refuse)


if __name__ == "__main__":
    cli.main()
