"""What Otter needs: a notebook with public tests for students, and the zip with which `otter run` grades it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from autograder.bundles import archive, student
from autograder.bundles.cells import code, given, markdown, notebook
from autograder.bundles.otter_tests import write_tests
from autograder.content.source import read_text
from autograder.model import Assignment, AutograderError

README = """# {id} for Otter

`student/` goes to students: the notebook, its public tests and its figures. `autograder.zip` grades what comes back:

    otter run -a autograder.zip SUBMISSION.ipynb

or upload it to Gradescope as the autograder of a programming assignment. The mark of an exercise is the score of its
question `..._hidden`; the public tests carry no points.

Under Otter, the student's code and the hidden tests run in one process. Code that wants to can read the tests and what
they expect, and change what is reported. `autograder grade` keeps them apart and takes the same notebooks.
"""
START = """import otter

grader = otter.Notebook()"""


def write(assignment: Assignment, template: Path, path: Path) -> None:
    """Writes the bundle: the student's folder, the autograder and how they are used."""
    archive.write(path, members(assignment, template))


def members(assignment: Assignment, template: Path) -> dict[str, bytes]:
    """Returns the files of the bundle by their places."""
    handed_out = student.members(assignment, template)
    public = dict(write_tests(exercise, template, public=True) for exercise in assignment.exercises)
    hidden = dict(write_tests(exercise, template, public=False) for exercise in assignment.exercises)
    files = {place: data for place, data in handed_out.items() if place.startswith("figures/")}
    files |= {"requirements.txt": handed_out["requirements.txt"] + b"otter-grader\n"}
    files |= {f"tests/{question}.py": text.encode() for question, text in public.items()}
    files[f"{assignment.id}.ipynb"] = student_notebook(assignment)
    return {
        "README.md": README.format(id=assignment.id).encode(),
        "autograder.zip": autograder(public | hidden, handed_out["requirements.txt"]),
        **{f"student/{place}": data for place, data in files.items()},
    }


def student_notebook(assignment: Assignment) -> bytes:
    """Returns the notebook: the lesson, then each exercise with its stub and its check cell."""
    cells = [code(START), *given(assignment)]
    lesson = assignment.public / "README.md"
    if lesson.is_file():
        cells.append(markdown(read_text(lesson)))
    for exercise in assignment.exercises:
        cells.append(markdown(read_text(exercise.public / "README.md")))
        cells += [code(read_text(exercise.stub)), code(f'grader.check("{exercise.name}")')]
    return notebook(cells)


def autograder(tests: dict[str, str], requirements: bytes) -> bytes:
    """Returns the zip that `otter generate` makes of test files, the same bytes every time."""
    with tempfile.TemporaryDirectory(prefix="otter-") as name:
        folder = Path(name)
        (folder / "tests").mkdir()
        for question, text in tests.items():
            (folder / "tests" / f"{question}.py").write_text(text, encoding="utf-8")
        (folder / "requirements.txt").write_bytes(requirements)
        _generate(folder)
        with zipfile.ZipFile(folder / "autograder.zip") as made:
            return archive.pack({name: made.read(name) for name in made.namelist()})


def _generate(folder: Path) -> None:
    command = shutil.which("otter", path=str(Path(sys.executable).parent)) or shutil.which("otter")
    if command is None:
        raise AutograderError("--for otter needs Otter: run `pip install 'dl-autograder[otter]'`")
    options = ["--tests-dir", "tests", "--requirements", "requirements.txt", "--no-environment", "--no-config"]
    done = subprocess.run([command, "generate", *options], cwd=folder, capture_output=True, text=True, check=False)
    if not (folder / "autograder.zip").is_file():
        raise AutograderError(f"`otter generate` failed: {done.stderr.strip()[-500:]}")
