"""What was measured: rows with their targets, the facts of the machine, and how both are shown and written."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.results.files import write_file
from autograder.results.report import show_lines, show_table

PACKAGES = ("dl-autograder", "numpy", "tensorflow-cpu", "tensorflow", "keras", "pytest", "otter-grader")


@dataclass(frozen=True)
class Row:
    """One measured value, and the least or the most that it should be, if anything."""

    what: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def target(self) -> str:
        if self.least is not None:
            return f">= {self.least:g} {self.unit}"
        return f"<= {self.most:g} {self.unit}" if self.most is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.least is not None:
            return self.value >= self.least
        return self.value <= self.most if self.most is not None else None

    def cells(self) -> list[str]:
        value = f"{self.value:.0f}" if self.value >= 1000 else f"{self.value:.3g}"
        return [self.what, f"{value} {self.unit}", self.target, {True: "yes", False: "no", None: ""}[self.met]]


def facts() -> dict[str, str]:
    """Returns what a number means little without."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "cores": f"{len(os.sched_getaffinity(0))}, with a load of {os.getloadavg()[0]:.1f} before the start",
        "Python": platform.python_version(),
        "packages": ", ".join(versions()),
    }


def versions() -> Iterator[str]:
    """Yields what is installed of the packages that are measured."""
    for package in PACKAGES:
        with suppress(importlib.metadata.PackageNotFoundError):
            yield f"{package} {importlib.metadata.version(package)}"


def show(facts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Prints the facts and the table."""
    show_lines([*(f"{name}: {value}" for name, value in facts.items()), ""])
    show_table(["what", "value", "target", "met?"], [row.cells() for row in rows])


def write_json(path: Path, facts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Writes the same for programs."""
    record = {"facts": facts, "rows": [asdict(row) | {"met": row.met} for row in rows]}
    write_file(path, (json.dumps(record, indent=2) + "\n").encode())
