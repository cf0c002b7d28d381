"""Runs the `>>>` examples of our files with the answers and what is given, each file in a process of its own."""

from __future__ import annotations

import ast
import doctest
import importlib
import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.model import Assignment


def failing_examples(path: Path, assignment: Assignment) -> str:
    """Returns what the examples of a file print wrongly, or nothing."""
    folders = [*(exercise.private for exercise in assignment.exercises), assignment.public]
    command = [sys.executable, "-B", "-m", "autograder.judging.examples", str(path), *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return "" if done.returncode == 0 else f"{path}: an example fails\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def run(path: Path, folders: Iterable[str]) -> str:
    """Returns the report of the examples of one file, what lies in `folders` being importable."""
    sys.path[:0] = folders
    text = path.read_text(encoding="utf-8")
    report = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    for name, examples, names in _texts(path, text):
        test = doctest.DocTestParser().get_doctest(examples, names, name, str(path), 0)
        runner.run(test, out=report.write)
    return report.getvalue()


def _texts(path: Path, text: str) -> Iterable[tuple[str, str, dict[str, object]]]:
    """Yields the name, the text and the namespace of each piece that may hold examples."""
    if path.suffix != ".py":
        yield path.name, text, {}
        return
    module = importlib.import_module(path.stem)  # of a stub, the answer
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (doc := ast.get_docstring(node)):
            yield getattr(node, "name", path.stem), doc, dict(vars(module))


if __name__ == "__main__":
    report = run(Path(sys.argv[1]), sys.argv[2:])
    print(report)
    sys.exit(bool(report))
