"""What every proof says of one exercise: whether it holds, and what is shown and written of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class Record(Protocol):
    """What one proof says of one exercise."""

    # What is not as it should be, in sentences that do not belong to one of the record's own lists.
    problems: list[str]

    @property
    def ok(self) -> bool: ...

    def as_dict(self) -> dict[str, Any]:
        """Returns its part of the exercise's object in the JSON, without the problems."""

    def cells(self) -> dict[str, str]:
        """Returns its cells of the exercise's row, by their columns."""

    def lines(self) -> list[str]:
        """Returns what is shown below the table, without the problems."""


@dataclass
class Proof:
    """All that is proved of one exercise."""

    id: str
    records: list[Record] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return all(record.ok for record in self.records)

    @property
    def problems(self) -> list[str]:
        return [problem for record in self.records for problem in record.problems]

    def as_dict(self) -> dict[str, Any]:
        """Returns the exercise's object in the JSON."""
        parts: dict[str, Any] = {"id": self.id}
        for record in self.records:
            parts |= record.as_dict()
        return parts | {"problems": self.problems}

    def cells(self) -> Mapping[str, str]:
        """Returns the exercise's row."""
        cells = {"exercise": self.id}
        for record in self.records:
            cells |= record.cells()
        return cells | {"": "ok" if self.ok else "not ok"}

    def lines(self) -> list[str]:
        """Returns what is not as it should be."""
        lines = [line for record in self.records for line in [*record.lines(), *record.problems]]
        return [f"{self.id}: {line}" for line in lines]
