"""The journal of an output folder: each verdict and each result, safe on disk before the next is begun."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.model import MAX_SEED, AutograderError, ExerciseResult, Result, UsageError

SCHEMA = 1
TABLES = f"""
BEGIN;
CREATE TABLE run (seed INTEGER NOT NULL);
CREATE TABLE verdict (key TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE result (assignment TEXT, submission BLOB, record TEXT NOT NULL, PRIMARY KEY (assignment, submission));
PRAGMA user_version = {SCHEMA};
COMMIT;
"""


class Journal:
    """Verdicts by their keys, and results by assignment and submission; without a path, for this run only."""

    connection: sqlite3.Connection

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.open = ExitStack()

    def __enter__(self) -> Journal:
        with self.open, self._in_words():
            if self.path:
                self._lock(self.path.with_suffix(".lock"))
                with suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_CREAT | os.O_EXCL, 0o600))
            # An empty name is a file of SQLite's own, which is gone with the connection.
            self.connection = sqlite3.connect(self.path or "")
            self.open.callback(self.connection.close)
            self._expect_journal()
            # Without memory shared with others, which a disk on the network does not give.
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")
            self.open = self.open.pop_all()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._in_words():
            self.open.close()

    def seed(self, wanted: int | None) -> int:
        """Returns the seed of this run and records it: the wanted one, that of the last run here, or a new one."""
        last = self._value("SELECT seed FROM run ORDER BY rowid DESC LIMIT 1")
        drawn = secrets.randbelow(MAX_SEED + 1)
        seed: int = next(seed for seed in (wanted, last, drawn) if seed is not None)
        if seed != last:
            self._write("INSERT INTO run VALUES (?)", seed)
            self.commit()
        return seed

    def verdict(self, key: str) -> ExerciseResult | None:
        """Returns what is known under a key."""
        record = self._value("SELECT record FROM verdict WHERE key = ?", key)
        return ExerciseResult.from_dict(json.loads(record)) if record else None

    def keep_verdict(self, key: str, verdict: ExerciseResult) -> None:
        """Writes a verdict down."""
        self._write("INSERT OR REPLACE INTO verdict VALUES (?, ?)", key, json.dumps(verdict.as_dict()))

    def result(self, assignment: str, submission: str) -> Result | None:
        """Returns the result of a submission as it was last graded."""
        record = self._value(RESULT, assignment, _bytes(submission))
        return Result.from_dict(json.loads(record)) if record else None

    def keep_result(self, result: Result) -> None:
        """Writes a result down, in the place of an earlier one."""
        record, place = json.dumps(result.as_dict()), (result.assignment, _bytes(result.submission))
        if record != self._value(RESULT, *place):
            self._write("INSERT OR REPLACE INTO result VALUES (?, ?, ?)", *place, record)

    def commit(self) -> None:
        """Has all that was written on the disk when it returns."""
        with self._in_words():
            self.connection.commit()

    def lines(self) -> Iterator[bytes]:
        """Yields the lines of results.jsonl: all results, by assignment and submission."""
        self.commit()
        with self._in_words():
            for (record,) in self.connection.execute("SELECT record FROM result ORDER BY assignment, submission"):
                yield f"{record}\n".encode()

    def _value(self, query: str, *values: Any) -> Any:
        """Returns the first value of the first row, or None."""
        with self._in_words():
            row = self.connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _write(self, statement: str, *values: Any) -> None:
        with self._in_words():
            self.connection.execute(statement, values)

    def _lock(self, path: Path) -> None:
        """Makes this process the only one that writes here; the system takes the lock back when it ends."""
        stream = open(path, "a+", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115 # kept open
        self.open.enter_context(stream)
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read() or "another process"
            raise UsageError(f"{path.parent} is in use by {holder}: wait for it, or name another --out") from None
        stream.truncate(0)
        stream.write(f"process {os.getpid()} on {socket.gethostname()} since {time.strftime('%Y-%m-%d %H:%M:%S')}")
        stream.flush()

    def _expect_journal(self) -> None:
        """Makes the tables in an empty file; leaves a file alone that is not ours."""
        if self._value("PRAGMA user_version") > SCHEMA:
            raise UsageError(f"{self.path} is of a newer autograder: use that one, or name another --out")
        tables = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            self.connection.executescript(TABLES)
        elif tables != {"run", "verdict", "result"}:
            raise UsageError(f"{self.path} is no journal: move it away, or name another --out")

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turns what SQLite and the system say into one sentence."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                problem = f"{self.path} is damaged or no journal ({error}): move it away, or name another --out"
                raise UsageError(problem) from None
            raise AutograderError(f"cannot write {self.path}: {error}; what it holds is kept") from None
        except OSError as error:
            raise UsageError(f"cannot write {self.path}: {error.strerror}") from None


RESULT = "SELECT record FROM result WHERE assignment = ? AND submission = ?"


def _bytes(name: str) -> bytes:
    """Returns a name as bytes: that of a file may be no text, which SQLite would refuse."""
    return name.encode(errors="surrogatepass")
