"""The wheel is the instructor's tool: engine and content under one name, and it grades where it is installed."""

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTENT = ("exercises", "reference", "student_template")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # From a copy: building leaves a folder behind, whose stale files the next wheel would take in.
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for place in tracked("."):
        (copy / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / place, copy / place)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", out, copy]
    subprocess.run(command, check=True)
    (path,) = out.glob("*.whl")
    return path


def tracked(*folders: str) -> set[str]:
    """Returns the files of the repository, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {place for place in listed.stdout.splitlines() if (ROOT / place).is_file()}


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_top_level_is_autograder_alone(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"autograder"}


def test_the_content_is_there_as_it_stands_in_the_repository(names: set[str]) -> None:
    content = {f"autograder/_course/{place}" for place in tracked(*CONTENT)}
    assert {name for name in names if "/_course/" in name} == content


def test_nothing_else_is_in_it(names: set[str]) -> None:
    engine = {path.relative_to(ROOT).as_posix() for path in (ROOT / "autograder").rglob("*.py")}
    assert {name for name in names if "/_course/" not in name} == engine


def test_an_installed_wheel_grades(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    packages = sysconfig.get_path("purelib", vars={"base": str(tmp_path / "env")})
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages, wheel]
    subprocess.run(install, check=True)
    # What it depends on is borrowed from here; our own editable install is not, since only its .pth file names it.
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = tmp_path / "env" / "bin" / "python"
    where = "import autograder.cli; print(autograder.cli.__file__)"
    found = subprocess.run([python, "-I", "-c", where], capture_output=True, text=True, check=True).stdout
    assert found.startswith(packages)
    listed = subprocess.run([python, "-m", "autograder", "list"], capture_output=True, text=True, check=True)
    exercise = next(word for line in listed.stdout.splitlines() for word in line.split() if word.startswith("01_"))
    (answer,) = (ROOT / "reference").glob(f"*/{exercise}/{exercise[3:]}.py")
    command = [python, "-m", "autograder", "grade", answer, "-a", answer.parts[-3], "-e", exercise]
    graded = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "10/10" in graded.stdout
