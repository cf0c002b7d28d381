"""What an instructor sees: the progress of a run, tables, and the lines of results.jsonl."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder.model import Assignment, Exercise, Outcome, Result
from autograder.results.files import write_parts
from autograder.results.text import clean

T = TypeVar("T")

MARKS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.ERROR: "error",
    Outcome.TIMEOUT: "timeout",
    Outcome.CRASHED: "crashed",
    Outcome.NOT_JUDGED: "not judged",
}
STYLES = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.ERROR: "red"}
# So many columns of the screen are for the exercises of a class.
MAX_HEADINGS = 80
# A line of the map that says where two arrays differ.
MAP = re.compile(r" *[.x]( [.x])*")


def console() -> Console:
    """Returns the console; where the output is no terminal, lines are not wrapped."""
    plain = Console(highlight=False)
    return plain if plain.is_terminal else Console(highlight=False, width=160)


def watch(
    items: Iterable[T], total: int, what: str, outcomes: Callable[[T], Counter[Outcome]] = lambda _: Counter()
) -> Iterator[T]:
    """Passes items on, with a progress bar and a count of their outcomes where the output is a terminal."""
    screen = console()
    counts: Counter[Outcome] = Counter()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task(what, total=total, counts="")
        for item in items:
            counts += outcomes(item)
            progress.update(task, advance=1, counts=in_words(counts))
            yield item


def outcomes(result: Result) -> Counter[Outcome]:
    """Counts how the checks ended, without those of exercises that could not be judged."""
    judged = [exercise for exercise in result.exercises.values() if not exercise.problem]
    return Counter(check.outcome for exercise in judged for check in exercise.checks)


def in_words(counts: Counter[Outcome]) -> str:
    """Returns the numbers of outcomes, the good ones first."""
    return ", ".join(f"{counts[outcome]} {label}" for outcome, label in MARKS.items() if counts[outcome])


def plain(text: str) -> Text:
    """Returns text that is shown as it is: names and messages are not ours, and no markup."""
    return Text(clean(text))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Prints a table; every column but the first is aligned to the right when it holds numbers."""
    rows = [list(row) for row in rows]
    table = Table(
        title=plain(title or ""),
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    for i, column in enumerate(columns):
        numeric = bool(rows) and i > 0 and all(not row[i] or row[i][0].isdigit() or row[i] in "–" for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        # A file's name may hold a line break, and would look like two rows.
        table.add_row(*(plain(cell.replace("\n", " ")) for cell in row))
    console().print(table)


def show_assignment(assignment: Assignment) -> None:
    """Prints the exercises of an assignment: points, how many checks, how hard, how long."""
    rows = [
        [
            exercise.id,
            str(exercise.points),
            str(sum(check.public for check in exercise.checks)),
            str(sum(not check.public for check in exercise.checks)),
            f"{exercise.effort.difficulty} of 5" if exercise.effort else "",
            f"{exercise.effort.minutes}" if exercise.effort else "",
            exercise.title,
        ]
        for exercise in assignment.exercises
    ]
    points = sum(exercise.points for exercise in assignment.exercises)
    minutes = sum(exercise.effort.minutes for exercise in assignment.exercises if exercise.effort)
    title = f"{assignment.id} · {assignment.title} · {points} points{f' · about {minutes} minutes' if minutes else ''}"
    show_table(["exercise", "points", "public checks", "hidden", "difficulty", "minutes", "title"], rows, title=title)


class ClassTable:
    """The class, a line a submission: of each result it keeps what is shown."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self.names = [exercise.name for exercise in exercises]
        # The names of many do not fit beside each other; `autograder list` tells them by their numbers.
        wide = len("  ".join(self.names)) > MAX_HEADINGS
        self.headings = [exercise.id.split("_")[0] for exercise in exercises] if wide else self.names
        self.rows: list[list[str]] = []
        self.counts: Counter[Outcome] = Counter()

    def add(self, result: Result) -> None:
        """Adds the line of a submission."""
        scores = [
            f"{ex.score}" if (ex := result.exercises.get(name)) and not ex.problem else "–" for name in self.names
        ]
        score = f"{result.score}/{result.max_score}"
        self.rows.append([result.submission, score, *scores, result.problem or remark(result)])
        self.counts += outcomes(result)

    def show(self, seed: int, sandbox: str) -> None:
        """Prints the lines by name, then how the checks ended, by which seed, and behind which layers."""
        show_table(["submission", "score", *self.headings, "remark"], sorted(self.rows))
        many = "s" if len(self.rows) != 1 else ""
        words = in_words(self.counts) or "none"
        console().print(f"\n{len(self.rows)} submission{many}; checks: {words}; seed {seed}; sandbox: {sandbox}")


def remark(result: Result) -> str:
    """Returns the one thing that is most worth knowing about a submission."""
    for exercise in result.exercises.values():
        for check in exercise.checks:
            if check.outcome in (Outcome.TIMEOUT, Outcome.CRASHED):
                return f"{MARKS[check.outcome]} in {check.name}"
    named = [c.misconception for ex in result.exercises.values() for c in ex.checks if c.misconception]
    if named:
        return Counter(named).most_common(1)[0][0]
    problems = [ex.problem for ex in result.exercises.values() if ex.problem]
    return problems[0] if problems else ""


def show_lines(lines: Iterable[str]) -> None:
    """Prints lines as they are."""
    screen = console()
    for line in lines:
        screen.print(plain(line), soft_wrap=True)


def show_feedback(result: Result) -> None:
    """Prints what the student is told of one submission, check by check."""
    for name, exercise in result.exercises.items():
        show_lines(["", f"{name}: {exercise.problem or f'{exercise.score}/{exercise.max_score}'}"])
        if exercise.problem:
            continue
        for check in exercise.checks:
            worth = "public" if check.public else f"{check.points}/{check.max_points}"
            first, *rest = check.message.splitlines() or [""]
            mark = f"  {MARKS[check.outcome]:>10}", STYLES.get(check.outcome, "yellow")
            console().print(Text.assemble(mark, plain(f"  {worth:>6}  {check.name}{': ' if first else ''}{first}")))
            for line in rest:
                text = plain(f"{'':22}{line}")
                if MAP.fullmatch(line):
                    text.highlight_words(["x"], "red")
                console().print(text)


def write_jsonl(path: Path, lines: Iterable[bytes]) -> None:
    """Writes one line a submission; hidden checks are named in them, so that only this user may read it."""
    write_parts(path, lines, mode=0o600)
