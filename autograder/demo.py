"""Makes a small class out of the content itself and grades it, so that one command shows the whole way."""

from __future__ import annotations

import ast
import zipfile
from pathlib import Path

from autograder.bundles.cells import code, notebook
from autograder.content.source import parse
from autograder.model import Assignment, Exercise, Submission

CRASH = "import ctypes\n\nctypes.string_at(0)\n"
# The ninth call of a worker's life never returns: what it touches is lost, the next check has a fresh worker.
ENDLESS = """

import itertools

_calls, _right = itertools.count(1), {name}


def {name}(*args, **kwargs):
    if next(_calls) == 9:
        while True:
            pass
    return _right(*args, **kwargs)
"""


def make_class(assignment: Assignment, folder: Path) -> list[Submission]:
    """Writes a class of submissions: right ones, wrong ones and broken ones."""
    exercises = assignment.exercises
    answers = {exercise.filename: exercise.answer.read_text(encoding="utf-8") for exercise in exercises}
    people = {"ada-answer": answers}
    people["ben-stub"] = {exercise.filename: exercise.stub.read_text(encoding="utf-8") for exercise in exercises}
    people["cleo-routes"] = {
        exercise.filename: next(iter(exercise.routes), exercise.answer).read_text(encoding="utf-8")
        for exercise in exercises
    }
    for number, name in enumerate(("dan", "eva", "finn")):
        wrong = answers.copy()
        exercise = exercises[number % len(exercises)]
        if exercise.misconceptions:
            misconception = exercise.misconceptions[number % len(exercise.misconceptions)]
            wrong[exercise.filename] = misconception.source
        people[f"{name}-misconception"] = wrong
    first = exercises[0].filename
    people["gil-crash"] = answers | {first: CRASH}
    people["hal-endless-loop"] = answers | {first: answers[first] + ENDLESS.format(name=_function(exercises[0]))}
    people["ida-one-file"] = {first: answers[first]}
    for name, files in people.items():
        (folder / name).mkdir()
        for filename, text in files.items():
            (folder / name / filename).write_text(text, encoding="utf-8")
    (folder / "joe-empty").mkdir()
    (folder / "kim-broken.zip").write_bytes(b"PK\3\4 this download was cut short")
    with zipfile.ZipFile(folder / "lou-zip.zip", "w") as archive:
        for filename, text in answers.items():
            archive.writestr(f"homework/{filename}", text)
    (folder / "mia-notebook.ipynb").write_bytes(notebook([code(text) for text in answers.values()]))
    return [Submission(path.stem if path.is_file() else path.name, path) for path in sorted(folder.iterdir())]


def _function(exercise: Exercise) -> str:
    """Returns the name of the first function that a student writes."""
    return next(node.name for node in parse(exercise.stub).body if isinstance(node, ast.FunctionDef))
