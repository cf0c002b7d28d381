"""The student zip: the template and the public half, the same bytes every time, and nothing private."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.bundles import requirements, student
from autograder.content import submission
from autograder.content.catalog import Course
from autograder.model import Submission
from tests.conftest import ANSWER, EXERCISE, STUB

CONTENTS = ["01_double/README.md", "01_double/double.py", "01_double/test_double.py", "README.md", "START_HERE.md"]
CONTENTS += ["01_demo.nb.py", "checking.py", "conftest.py", "notebook_checks.py", "pytest.ini", "requirements.txt"]


def members(course: Course) -> dict[str, bytes]:
    return student.members(course.assignment("01_demo"), course.template)


def zipped(course: Course, path: Path) -> Path:
    student.write(course.assignment("01_demo"), course.template, path)
    return path


def test_the_zip_holds_the_template_and_the_public_half(course: Course, tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(course, tmp_path / "out.zip")) as archive:
        assert archive.namelist() == [f"01_demo/{place}" for place in sorted(CONTENTS)]
        assert archive.read("01_demo/01_double/double.py") == STUB.encode()
        assert archive.read("01_demo/checking.py") == (course.template / "checking.py").read_bytes()


def test_figures_go_along_and_other_exercises_do_not(root: Path, course: Course) -> None:
    public = root / "exercises" / "01_demo"
    for place in ("figures/a.svg", "figures/deep/b.svg", "02_other/x.py"):
        (public / place).parent.mkdir(parents=True, exist_ok=True)
        (public / place).write_bytes(b"\0 any bytes \xff")
    files = student.members(course.assignment("01_demo", ["double"]), course.template)
    assert sorted(files) == sorted([*CONTENTS, "figures/a.svg", "figures/deep/b.svg"])
    assert files["figures/a.svg"] == b"\0 any bytes \xff"


def test_nothing_private_is_in_it(course: Course) -> None:
    """Neither a private file's name nor a line that only the private half holds."""
    texts = {place: data.decode() for place, data in members(course).items()}
    public = "".join(text for place, text in EXERCISE.items() if place.startswith("exercises/"))
    private = {place: text for place, text in EXERCISE.items() if place.startswith("reference/")}
    secrets = {line.strip() for text in private.values() for line in text.splitlines() if line.strip()}
    secrets = {line for line in secrets if line not in public and not line.startswith(("import ", "from "))}
    assert {"return x * 2", "@pytest.mark.points(7)", 'id = "squares"'} <= secrets
    assert [(place, secret) for secret in secrets for place, text in texts.items() if secret in text] == []
    assert [place for place in texts if "hidden" in place or place.endswith(".toml") or "routes" in place] == []


@pytest.mark.parametrize(
    "place",
    [
        "exercises/01_demo/01_double/__pycache__/double.cpython-311.pyc",
        "exercises/01_demo/01_double/.ipynb_checkpoints/double-checkpoint.py",
        "exercises/01_demo/01_double/.pytest_cache/README.md",
        "exercises/01_demo/figures/.DS_Store",
        "exercises/01_demo/double.py~",
        "student_template/.pytest_cache/README.md",
        "student_template/.venv/lib/x.py",
    ],
)
def test_what_tools_leave_behind_stays_here(root: Path, course: Course, place: str) -> None:
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_text("left behind", encoding="utf-8")
    assert sorted(members(course)) == sorted(CONTENTS)


def test_a_link_into_the_private_half_is_not_followed(root: Path, course: Course) -> None:
    for place in ("given.py", "01_double/given.py"):
        link = root / "exercises" / "01_demo" / place
        link.symlink_to(root / "reference" / "01_demo" / "01_double" / "double.py")
    assert ANSWER.encode() not in members(course).values()


def test_the_bytes_are_the_same_every_time(root: Path, course: Course, tmp_path: Path) -> None:
    """Whatever the order, the dates and the rights of the files on disk."""
    first = zipped(course, tmp_path / "first.zip").read_bytes()
    paths = [path for half in ("exercises", "student_template") for path in (root / half).rglob("*") if path.is_file()]
    for path in reversed(paths):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
        path.chmod(0o600)
        os.utime(path, (10**9, 10**9))
    assert zipped(course, tmp_path / "second.zip").read_bytes() == first


def test_nothing_depends_on_a_clock_or_on_a_compressor(course: Course, tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(course, tmp_path / "out.zip")) as archive:
        for entry in archive.infolist():
            assert (entry.date_time, entry.compress_type) == ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
            assert entry.external_attr >> 16 == 0o644
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "out.zip"]


def test_requirements_grow_only_by_what_an_exercise_needs(course: Course) -> None:
    plain = members(course)["requirements.txt"]
    assert plain == (course.template / "requirements.txt").read_bytes()
    assignment = course.assignment("01_demo")
    needing = replace(assignment.exercises[0], needs=("keras", "tensorflow"))
    assignment = replace(assignment, exercises=(*assignment.exercises, needing, needing))
    grown = student.members(assignment, course.template)["requirements.txt"]
    assert grown.startswith(plain)
    (added,) = grown.removeprefix(plain).decode().splitlines()
    assert added.startswith("tensorflow")
    assert ">=" in added
    assert ";" not in added


def test_what_is_given_is_required_too(root: Path, course: Course) -> None:
    given = "import os\n\nimport numpy as np\n\n\ndef show(x):\n    from PIL import Image\n\n    return Image, np\n"
    (root / "exercises" / "01_demo" / "given.py").write_text(given)
    assert requirements.libraries(course.assignment("01_demo")) == ["numpy", "pillow"]
    lines = members(course)["requirements.txt"].decode().splitlines()
    assert [line.partition(">")[0] for line in lines] == ["numpy", "pytest", "pillow"]


@pytest.mark.parametrize("need", ["keras", "tensor", "tensorflow-cpu", "otter-grader", "click", "ruff"])
def test_only_the_libraries_of_the_extra_are_required(need: str) -> None:
    assert requirements.requirements(need) == []


def test_the_zip_runs_as_it_is_and_can_be_handed_in_as_it_is(course: Course, tmp_path: Path) -> None:
    path = zipped(course, tmp_path / "ada.zip")
    handin = submission.read(Submission("ada", path), course.assignment("01_demo").exercises)
    assert handin.sources == {"01_double": STUB.encode()}
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    call = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    stub = subprocess.run(call, cwd=tmp_path / "01_demo", capture_output=True, text=True)
    assert (stub.returncode, "1 failed" in stub.stdout, "Twice two is four." in stub.stdout) == (1, True, True)
    (tmp_path / "01_demo" / "01_double" / "double.py").write_text(ANSWER, encoding="utf-8")
    answer = subprocess.run(call, cwd=tmp_path / "01_demo" / "01_double", capture_output=True, text=True)
    assert (answer.returncode, "1 passed" in answer.stdout) == (0, True)
