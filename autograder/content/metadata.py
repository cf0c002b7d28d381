"""Reads exercise.toml: what the exercise needs, what a worker may use, the misconceptions and the equivalents."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.content.source import read_text
from autograder.content.suggest import did_you_mean
from autograder.model import ContentError, Equivalent, Limits, Misconception

KEYS = {"needs", "limits", "misconception", "equivalent"}
LIMITS = {limit.name for limit in fields(Limits)}
MISCONCEPTION_KEYS = {"id", "tells", "caught_by"}
EQUIVALENT_KEYS = {"reason"}
EDIT_KEYS = {"replace", "with"}


@dataclass(frozen=True)
class Metadata:
    """The content of an exercise.toml."""

    needs: tuple[str, ...]
    limits: Limits
    misconceptions: tuple[Misconception, ...]
    equivalents: tuple[Equivalent, ...] = ()


def read_metadata(path: Path, answer: Path, hidden_checks: Sequence[str]) -> Metadata:
    """Returns what exercise.toml says; its misconceptions and equivalents are edits of the answer.

    Raises:
        ContentError: If the file is no TOML, has a wrong key, or an edit does not fit the answer.
    """
    try:
        text = read_text(path)
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        # What is not closed is noticed at the end.
        number = int(line[1]) if line else len(text.splitlines())
        raise ContentError(path, number, f"not valid TOML: {error}") from None
    return _Reader(path, text, answer, hidden_checks).metadata(values)


class _Reader:
    """Checks the values of one file and says where in it a wrong one stands."""

    def __init__(self, path: Path, text: str, answer: Path, hidden_checks: Sequence[str]) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.answer = answer
        self.hidden_checks = hidden_checks

    def metadata(self, values: dict[str, Any]) -> Metadata:
        self.expect_keys(values, KEYS, "exercise.toml", start=0)
        needs = values.get("needs", [])
        if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
            raise self.error(self.line_of("needs"), 'needs must be a list of modules, such as ["tensorflow"]')
        misconceptions = tuple(self.misconception(i, entry) for i, entry in self.entries(values, "misconception"))
        ids = [misconception.id for misconception in misconceptions]
        for i, id in enumerate(ids):
            if id in ids[:i]:
                raise self.error(
                    self.start_of("misconception", i), f"a second misconception {id!r}: give it an id of its own"
                )
        equivalents = tuple(self.equivalent(i, entry) for i, entry in self.entries(values, "equivalent"))
        return Metadata(tuple(needs), self.limits(values.get("limits", {})), misconceptions, equivalents)

    def entries(self, values: dict[str, Any], table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yields the entries of a table that may come often, counted."""
        entries = values.get(table, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.error(self.line_of(table), f"write each {table} as [[{table}]]")
        yield from enumerate(entries)

    def limits(self, values: Any) -> Limits:
        if not isinstance(values, dict):
            raise self.error(self.line_of("limits"), "write limits as a table: [limits]")
        start = self.line_of("limits", r"\s*\]")
        self.expect_keys(values, LIMITS, "[limits]", start=start or 0)
        for key, value in values.items():
            kinds = (int,) if type(getattr(Limits, key)) is int else (int, float)
            if type(value) not in kinds or not 0 < value < math.inf:
                kind = "a whole number" if kinds == (int,) else "a number"
                raise self.error(self.line_of(key), f"{key} = {value!r} must be {kind} above 0")
        return Limits(**values)

    def misconception(self, index: int, entry: dict[str, Any]) -> Misconception:
        start = self.start_of("misconception", index)
        name = f"misconception {entry.get('id', f'number {index + 1}')!r}"
        kind = {"wrong"} if "wrong" in entry else EDIT_KEYS
        self.expect_texts(entry, MISCONCEPTION_KEYS | kind, name, start=start)
        caught_by = entry["caught_by"]
        if caught_by not in self.hidden_checks:
            line = self.line_of("caught_by", after=start)
            suggestion = did_you_mean(caught_by, self.hidden_checks)
            raise self.error(line, f"{name} is caught_by {caught_by!r}, which is no hidden check{suggestion}")
        return Misconception(entry["id"], entry["tells"], caught_by, self.source(entry, name, start))

    def equivalent(self, index: int, entry: dict[str, Any]) -> Equivalent:
        start, name = self.start_of("equivalent", index), f"equivalent number {index + 1}"
        self.expect_texts(entry, EQUIVALENT_KEYS | EDIT_KEYS, name, start=start)
        return Equivalent(self.source(entry, name, start), entry["reason"])

    def source(self, entry: dict[str, str], name: str, start: int) -> str:
        """Returns the answer as an entry changes it."""
        if "wrong" in entry:
            path = self.path.parent / entry["wrong"]
            if not path.is_file():
                raise self.error(start, f"{name}: there is no file {entry['wrong']}")
            return read_text(path)
        answer = read_text(self.answer)
        count = answer.count(entry["replace"])
        if count != 1:
            line = self.line_of("replace", after=start)
            problem = f"{name}: `replace` occurs {count} times in {self.answer.name}, it must occur exactly once"
            raise self.error(line, problem)
        return answer.replace(entry["replace"], entry["with"])

    def expect_texts(self, entry: dict[str, Any], keys: set[str], name: str, *, start: int) -> None:
        self.expect_keys(entry, keys, name, start=start)
        for key in sorted(keys):
            if not isinstance(entry.get(key), str):
                raise self.error(start, f"{name} needs a text for `{key}`")

    def expect_keys(self, values: dict[str, Any], allowed: set[str], name: str, *, start: int) -> None:
        for key in values:
            if key not in allowed:
                expected = ", ".join(sorted(allowed))
                raise self.error(self.line_of(key, after=start), f"{name} has no key {key!r}: it takes {expected}")

    def start_of(self, table: str, index: int) -> int:
        """Returns the line of the nth entry of a table, such as [[misconception]]."""
        head = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
        starts = [i for i, line in enumerate(self.lines, 1) if head.match(line)]
        return starts[index] if index < len(starts) else 0

    def line_of(self, key: str, rest: str = r"\W*\s*[=.\]]", *, after: int = 0) -> int | None:
        """Returns the first line behind `after` that begins with a key."""
        for number, line in enumerate(self.lines[after:], after + 1):
            if re.match(r"[\s\[\"']*" + re.escape(key) + rest, line):
                return number
        return after or None

    def error(self, line: int | None, problem: str) -> ContentError:
        return ContentError(self.path, line, problem)
