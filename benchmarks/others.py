"""The same checks on the same submissions the way others run them: by `otter run`, and by plain pytest.

Otter gets a zip of a notebook and the student's files. The notebook imports the files, and each test case calls
one of our checks, in the notebook's process. Pytest gets the check files and the student's files in one folder.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

from autograder.model import Assignment, Exercise, Submission
from benchmarks.measure import Run, measure

BESIDE = Path(__file__).with_name("beside")

OTTER_TESTS = """OK_FORMAT = False

from case import run
from otter.test_files import test_case

name = {exercise!r}
"""
OTTER_CASE = """

@test_case(points={points}, hidden={hidden})
def case_{check}():
    run({module!r}, {check!r})
"""


class Otter:
    """An Otter autograder for an assignment."""

    def __init__(self, assignment: Assignment, template: Path, folder: Path) -> None:
        self.assignment = assignment
        self.folder = folder
        with zipfile.ZipFile(folder / "autograder.zip", "w") as archive:
            archive.writestr("otter_config.json", "{}")
            for exercise in assignment.exercises:
                archive.writestr(f"tests/{exercise.name}.py", otter_tests(exercise))
            for path in [BESIDE / "case.py", BESIDE / "inputs.py", *trusted_files(assignment, template)]:
                archive.write(path, f"files/{path.name}")

    def grade(self, submission: Submission) -> tuple[Run, float]:
        """Returns what `otter run` took for a submission, and the score."""
        handed_in = self.folder / f"{submission.name}.zip"
        with zipfile.ZipFile(handed_in, "w") as archive:
            archive.writestr("submission.ipynb", notebook(self.assignment))
            for path in sorted(submission.path.iterdir()):
                archive.write(path, path.name)
        results = self.folder / "results.json"
        results.unlink(missing_ok=True)
        otter = Path(sys.executable).with_name("otter")
        run = measure([otter, "run", handed_in, "--autograder", "autograder.zip", "--no-logo"], folder=self.folder)
        return run, sum(test.get("score", 0) for test in json.loads(results.read_text())["tests"])


def otter_tests(exercise: Exercise) -> str:
    """Returns a test file of Otter with a case for each check of an exercise."""
    cases = [
        OTTER_CASE.format(
            check=check.name,
            points=check.points,
            hidden=not check.public,
            module=(exercise.public_checks if check.public else exercise.hidden_checks).stem,
        )
        for check in exercise.checks
    ]
    return OTTER_TESTS.format(exercise=exercise.name) + "".join(cases)


def notebook(assignment: Assignment) -> str:
    """Returns a notebook with one cell for each exercise."""
    cells = [
        {
            "cell_type": "code",
            "id": exercise.id,
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": f"from {exercise.name} import *",
        }
        for exercise in assignment.exercises
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def trusted_files(assignment: Assignment, template: Path) -> list[Path]:
    """Returns the check files of an assignment, their helper, and what is given."""
    checks = [path for exercise in assignment.exercises for path in (exercise.public_checks, exercise.hidden_checks)]
    return [template / "checking.py", *([assignment.given] if assignment.given else []), *checks]


def run_pytest(assignment: Assignment, template: Path, submission: Submission, folder: Path) -> tuple[Run, int]:
    """Returns what a fresh pytest took for a submission, and how many checks passed."""
    folder.mkdir()
    beside = [BESIDE / "conftest.py", BESIDE / "inputs.py", *trusted_files(assignment, template)]
    for path in [*beside, *submission.path.iterdir()]:
        shutil.copy(path, folder)
    # Exit code 1 says that checks failed.
    run = measure([sys.executable, "-m", "pytest", "--rootdir=.", "."], folder=folder, expected=(0, 1))
    passed = re.search(r"(\d+) passed", run.output)
    return run, int(passed[1]) if passed else 0
