"""What is measured, group by group, as rows of the table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks import tape
from benchmarks.classes import Class
from benchmarks.floor import replay
from benchmarks.measure import BenchmarkError, Run, measure
from benchmarks.others import Otter, run_pytest
from benchmarks.table import Row

NO_SANDBOX = "--unsafe-no-sandbox"
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Sizes:
    """How many submissions are graded, and how often the others are run."""

    small: int
    middle: int
    repetitions: int


def start_up(repetitions: int) -> Row:
    """Measures how long a person waits for the help."""
    runs = [measure([sys.executable, "-m", "autograder", "--help"]) for _ in range(repetitions)]
    return Row(f"start-up of --help, median of {repetitions}", median(run.seconds for run in runs), "s")


def compare(label: str, group: Class, sizes: Sizes) -> Iterator[Row]:
    """Measures a submission: graded by us, by others, and with nothing but the calls."""
    middle, work = sizes.middle, group.folder / "work"
    work.mkdir()
    first, ours = group.grade(middle), group.grade(middle)
    each = ours.seconds / middle
    yield Row(f"{label}: a submission, class of {middle}", each, "s")
    yield Row(f"{label}: a submission, when nothing is remembered of misconceptions", first.seconds / middle, "s")
    yield Row(f"{label}: peak memory of the coordinator", ours.own_memory / MEGABYTE, "MB")
    yield Row(f"{label}: peak memory of all processes", ours.whole_memory / MEGABYTE, "MB")
    yield from compare_with_others(label, group, sizes, ours, work)
    yield from compare_with_floor(label, group, sizes, work)


def compare_with_others(label: str, group: Class, sizes: Sizes, ours: Run, folder: Path) -> Iterator[Row]:
    """Has Otter and pytest run the same checks on the first submissions, and expects the same verdicts."""
    template = group.course.template
    otter = Otter(group.assignment, template, folder)
    otters, pytests = [], []
    for submission in group.submissions[: sizes.repetitions]:
        run, score = otter.grade(submission)
        otters.append(run)
        run, passed = run_pytest(group.assignment, template, submission, folder / submission.name)
        pytests.append(run)
        if (score, passed) != group.scores[submission.name]:
            found = f"{score} points by Otter and {passed} checks passed by pytest"
            raise BenchmarkError(f"{submission.name}: {found}, but {group.scores[submission.name]} by us")
    each, processor = ours.seconds / sizes.middle, ours.processor_seconds / sizes.middle
    for name, runs, least in (("otter run", otters, 100), ("plain pytest", pytests, None)):
        seconds = median(run.seconds for run in runs)
        ratio = median(run.processor_seconds for run in runs) / processor
        yield Row(f"{label}: {name}, a submission, median of {len(runs)}", seconds, "s")
        yield Row(f"{label}: {name} against us", seconds / each, "x", least=least)
        yield Row(f"{label}: {name} against us, in processor time", ratio, "x")


def compare_with_floor(label: str, group: Class, sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Compares one judge with the bare calls; differences between two sizes leave the start-up out."""
    less, more = (group.grade(count, "--jobs", "1") for count in (sizes.small, sizes.middle))
    tapes = folder / "tapes"
    group.grade(sizes.middle, "--jobs", "1", module="benchmarks.tape", **{tape.PLACE: str(tapes)})
    submissions = group.submissions[sizes.small : sizes.middle]
    bare, bare_processor = 0.0, 0.0
    for needs in {exercise.needs for exercise in group.assignment.exercises}:
        names = [exercise.filename for exercise in group.assignment.exercises if exercise.needs == needs]
        sources = {(submission.path / name).read_bytes() for submission in submissions for name in names}
        seconds, processor_seconds = replay(tape.read_tapes(tapes, sources), ("numpy", *needs))
        bare, bare_processor = bare + seconds, bare_processor + processor_seconds
    ours, ours_processor = more.seconds - less.seconds, more.processor_seconds - less.processor_seconds
    yield Row(f"{label}: a further submission, one judge", ours / len(submissions), "s")
    yield Row(f"{label}: its bare calls (the floor)", bare / len(submissions), "s")
    yield Row(f"{label}: one judge against the floor", ours / bare, "x", most=1.5)
    yield Row(f"{label}: one judge against the floor, in processor time", ours_processor / bare_processor, "x")


def sandbox_share(label: str, group: Class, count: int, repetitions: int) -> Iterator[Row]:
    """Grades with and without the sandbox by turns, and compares the fastest runs: what disturbs makes slower."""
    runs: dict[tuple[str, ...], list[Run]] = {(): [], (NO_SANDBOX,): []}
    for _ in range(repetitions):
        for options, done in runs.items():
            done.append(group.grade(count, "--jobs", "1", *options))
    what = f"{label}: the sandbox's share of a submission"
    inside, outside = (min(run.seconds for run in done) for done in runs.values())
    yield Row(what, (inside - outside) / count * 1000, "ms", most=10)
    inside, outside = (min(run.processor_seconds for run in done) for done in runs.values())
    yield Row(f"{what}, in processor time", (inside - outside) / count * 1000, "ms")


def growth(label: str, group: Class, sizes: tuple[int, int, int]) -> Iterator[Row]:
    """Grades a class of three sizes: time should grow with it, and the coordinator's memory not at all."""
    runs = [group.grade(size) for size in sizes]
    rates, processor_rates = [], []
    for (size, run), (larger, later) in pairwise(zip(sizes, runs, strict=True)):
        rates.append((later.seconds - run.seconds) / (larger - size))
        processor_rates.append((later.processor_seconds - run.processor_seconds) / (larger - size))
        yield Row(f"{label}: a further submission, from {size} to {larger}", rates[-1], "s")
    yield Row(f"{label}: the later against the earlier", rates[1] / rates[0], "x", most=1.1)
    ratio = processor_rates[1] / processor_rates[0]
    yield Row(f"{label}: the later against the earlier, in processor time", ratio, "x")
    for size, run in zip(sizes, runs, strict=True):
        yield Row(f"{label}: peak memory of the coordinator, class of {size}", run.own_memory / MEGABYTE, "MB")
    flat = runs[2].own_memory / runs[0].own_memory
    yield Row(f"{label}: the largest class's against the smallest's", flat, "x", most=1.1)
