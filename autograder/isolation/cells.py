"""Runs the cells of a notebook as Jupyter would: in order, in one namespace; a cell that fails fails alone."""

from __future__ import annotations
import __future__

import ast
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

# What is told of a cell: what happened, and what says where and why.
Note = dict[str, Any]
Describe = Callable[[BaseException], dict[str, Any]]

MAX_NOTES = 50
# No cell may use up the time of those after it.
SHARE = 0.25

MAGIC = re.compile(r"[ \t]*(?:[%!?]|[\w.]+[ \t]*(?:,[ \t]*[\w.]+[ \t]*)*=[ \t]*[%!]|[^#]*\?[ \t]*$)")
INDENT = re.compile(r"[ \t]*")
TIMED = re.compile(r"([ \t]*)%time[ \t]+(.*)")
HELP = re.compile(r"[ \t]*\?|[^!%]*\?[ \t]*$")
CELL_MAGIC = re.compile(r"\s*%%(\w*)")
# Of these the cell is run all the same; those set up what is seen and change no value, or are no Python.
RUN_ALL_THE_SAME = {"time", "capture"}
WITHOUT_EFFECT = re.compile(
    r"[ \t]*%(matplotlib|config|load_ext|reload_ext|autoreload|timeit|who|whos|pwd|ls|tensorflow_version|check)\b"
)
NO_CODE = {"timeit", "html", "HTML", "svg", "SVG", "markdown", "latex", "javascript", "js"}
FEATURES = [getattr(__future__, name).compiler_flag for name in __future__.all_feature_names]


class Timeout(BaseException):
    """A cell takes longer than its share; not an Exception, so that the cell does not catch it by chance."""


def run_cells(
    name: str, cells: Sequence[str], folder: str, seconds: float, describe: Describe
) -> tuple[ModuleType, list[Note]]:
    """Returns the module that the cells make, and what did not run of them.

    Lines are counted through all cells, and the text of all of them is the module's file: what quotes a line or asks
    for the source of a function, as TensorFlow does, finds it.
    """
    path = Path(folder, f"{name}.py")
    notes: list[Note] = []
    first, texts = 1, []
    starts = []
    for cell in cells:
        text, skipped = translate(cell)
        notes += [{"what": "skipped", "line": first + line} for line in skipped]
        texts.append(text)
        starts.append(first)
        first += cell.count("\n") + 1
    path.write_text("\n".join(texts), encoding="utf-8")
    spec = spec_from_file_location(name, path)
    assert spec is not None
    sys.modules[name] = module = module_from_spec(spec)
    # What IPython adds, and plots that nobody sees.
    vars(module)["display"] = lambda *objects, **options: None
    os.environ["MPLBACKEND"] = "Agg"
    end = time.monotonic() + seconds
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        flags = 0
        for start, text in zip(starts, texts, strict=True):
            try:
                with time_limit((end - time.monotonic()) * SHARE):
                    flags = run_cell(text, start, str(path), vars(module), flags, notes, describe)
            except BaseException as error:  # SystemExit and KeyboardInterrupt are the cell's doing
                notes.append(noted(error, range(start, start + text.count("\n") + 1), describe))
    return module, sorted(notes, key=lambda note: note["line"])[:MAX_NOTES]


def run_cell(
    text: str, start: int, path: str, names: dict[str, Any], flags: int, notes: list[Note], describe: Describe
) -> int:
    """Runs a cell statement by statement and returns what of the future is switched on for those after it."""
    try:
        tree = ast.parse(text, path)
    except SyntaxError as error:
        error.lineno = start - 1 + (error.lineno or 1)
        raise
    ast.increment_lineno(tree, start - 1)
    for node in tree.body:
        code = compile(ast.Module([node], []), path, "exec", flags, dont_inherit=True)
        flags |= future(code)
        try:
            exec(code, names)
        except ModuleNotFoundError as error:
            # The student has this module, or the cell would have failed there too: what follows may not need it.
            if not isinstance(node, ast.Import | ast.ImportFrom):
                raise
            notes.append(noted(error, range(node.lineno, node.lineno + 1), describe))
    return flags


def future(code: CodeType) -> int:
    """Returns the flags of the features that code has imported from `__future__`."""
    return sum(feature for feature in FEATURES if code.co_flags & feature)


def noted(error: BaseException, lines: range, describe: Describe) -> Note:
    """Returns the note on an error: its own words, and where among these lines it came from."""
    described = describe(error)
    line = next((line for line in reversed(described["lines"]) if line in lines), lines[0])
    # The words of a syntax error end in a file name and a line that mean nothing in a notebook.
    words = error.msg if isinstance(error, SyntaxError) else described["message"]
    message = f"{described['name']}: {words}".removesuffix(": ")
    return {"what": "failed", "line": line, "message": message}


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Interrupts what takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Timeout(f"the cell was stopped after {seconds:.0f} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def translate(cell: str) -> tuple[str, list[int]]:
    """Returns a cell as Python of as many lines, and which lines (from 0) will not be run and are worth telling."""
    lines = cell.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    skipped: list[int] = []
    if magic := CELL_MAGIC.match(lines[first]):
        lines[first] = ""
        if magic[1] not in RUN_ALL_THE_SAME:
            return "\n" * (len(lines) - 1), [] if magic[1] in NO_CODE else [first]
    lines = [line.removeprefix(indent_of(lines[first])) for line in lines]
    # A line is IPython's own only where Python cannot read it: `% b` may as well go on with an expression.
    while True:
        try:
            ast.parse("\n".join(lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            number = (getattr(error, "lineno", None) or 0) - 1
            if not 0 <= number < len(lines) or not MAGIC.match(lines[number]):
                return "\n".join(lines), sorted(skipped)
        else:
            return "\n".join(lines), sorted(skipped)
        line = lines[number]
        if timed := TIMED.fullmatch(line):
            lines[number] = timed[1] + timed[2]
            continue
        if not (HELP.match(line) or WITHOUT_EFFECT.match(line)):
            skipped.append(number)
        lines[number] = f"{indent_of(line)}pass"
        # A shell line may go on.
        while line.endswith("\\") and number + 1 < len(lines):
            number += 1
            line, lines[number] = lines[number], ""


def indent_of(line: str) -> str:
    """Returns the blanks at the beginning of a line."""
    found = INDENT.match(line)
    assert found
    return found[0]
