"""One command that measures all of it: `python -m benchmarks`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click

from autograder.content.catalog import Course, own_course
from benchmarks import rows, table
from benchmarks.classes import make_class
from benchmarks.table import Row

INSTALL = "the benchmark needs Otter: run `pip install -e '.[tf-cpu,dev,otter]'` and start it with that Python"


@dataclass(frozen=True)
class Sizes:
    """How many submissions are graded, and how often what is short is repeated."""

    plain: rows.Sizes
    whole: rows.Sizes
    growth: tuple[int, int, int]
    sandbox: int
    starts: int


FULL = Sizes(rows.Sizes(10, 100, 3), rows.Sizes(4, 24, 3), growth=(10, 100, 1000), sandbox=50, starts=20)
QUICK = Sizes(rows.Sizes(2, 6, 1), rows.Sizes(1, 3, 1), growth=(4, 8, 16), sandbox=4, starts=3)


@click.command()
@click.option("--assignment", "-a", help="The assignment that classes are made of [default: the first].")
@click.option("--exercise", "-e", "exercises", multiple=True, help="Only this exercise of it; repeatable.")
@click.option("--quick", is_flag=True, help="Tiny classes, to see that all works: its numbers say little.")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the table here too.")
def main(assignment: str | None, exercises: tuple[str, ...], quick: bool, json_path: Path | None) -> None:
    """Measures the grader against Otter, plain pytest and the bare calls of the checks."""
    if not all(map(find_spec, ("otter", "ipykernel"))):
        raise click.ClickException(INSTALL)
    sizes = QUICK if quick else FULL
    course = Course(own_course())
    whole = course.assignment(assignment or course.assignment_ids()[0], exercises)
    names = [exercise.id for exercise in whole.exercises if not exercise.needs]
    if not names:
        raise click.ClickException(f"{whole.id} has no exercise that needs numpy only: name another with -a")
    plain = course.assignment(whole.id, names)
    small, large = f"numpy only ({len(names)})", f"all exercises ({len(whole.exercises)})"

    facts = table.facts()
    started = time.perf_counter()
    found: list[Row] = []

    def note(measured: Iterable[Row]) -> None:
        for row in measured:
            found.append(row)
            click.echo(f"{time.perf_counter() - started:6.0f} s  {row.what}: {row.cells()[1]}", err=True)

    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        plain_class = make_class(course, plain, Path(name, "plain"), sizes.growth[-1])
        whole_class = make_class(course, whole, Path(name, "whole"), sizes.whole.middle)
        note([rows.start_up(sizes.starts)])
        note(rows.compare(small, plain_class, sizes.plain))
        note(rows.sandbox_share(small, plain_class, sizes.sandbox, sizes.plain.repetitions))
        note(rows.growth(small, plain_class, sizes.growth))
        note(rows.compare(large, whole_class, sizes.whole))
    facts["minutes"] = f"{(time.perf_counter() - started) / 60:.0f}"
    table.show(facts, found)
    if json_path:
        table.write_json(json_path, facts, found)


if __name__ == "__main__":
    main()
