"""The zip for Gradescope: its two scripts are run as Gradescope runs them, as root and as a user, in a folder here."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.bundles import gradescope
from autograder.cli import main
from autograder.content.catalog import Course
from autograder.isolation.sandbox import Layers, lack
from autograder.isolation.user import within_reach
from tests.conftest import ANSWER, HIDDEN, STUB, make_course
from tests.schemas import expect_gradescope

PACKAGE = Path(gradescope.__file__).parents[1]
STRANGER = 54_321
SCRIPTS = ["run_autograder", "setup.sh"]


def members(course: Course, hidden: str = "hidden") -> dict[str, bytes]:
    return gradescope.members(course.assignment("01_demo"), course.template, hidden)


def test_the_scripts_lie_at_the_root_and_can_be_run(course: Course, tmp_path: Path) -> None:
    gradescope.write(course.assignment("01_demo"), course.template, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert sorted(name for name, mode in modes.items() if mode == 0o755) == SCRIPTS
    assert set(modes.values()) == {0o755, 0o644}


def test_it_holds_the_engine_and_a_course_of_this_assignment(root: Path, course: Course) -> None:
    other = root / "exercises" / "02_other" / "01_more"
    other.mkdir(parents=True)
    (other / "more.py").write_text("# not of this assignment")
    found = members(course)
    engine = {path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes() for path in PACKAGE.rglob("*.py")}
    assert {name: data for name, data in found.items() if name.startswith("autograder/")} == engine
    assert sorted(name for name in found if name.startswith(("exercises/", "reference/"))) == [
        "exercises/01_demo/01_double/README.md",
        "exercises/01_demo/01_double/double.py",
        "exercises/01_demo/01_double/test_double.py",
        "exercises/01_demo/README.md",
        "reference/01_demo/01_double/double.py",
        "reference/01_demo/01_double/exercise.toml",
        "reference/01_demo/01_double/test_double_hidden.py",
    ]
    assert found["reference/01_demo/01_double/test_double_hidden.py"] == HIDDEN.encode()
    assert found["student_template/checking.py"] == (course.template / "checking.py").read_bytes()


def test_the_bytes_are_the_same_every_time(course: Course, tmp_path: Path) -> None:
    for name in ("first", "second"):
        gradescope.write(course.assignment("01_demo"), course.template, tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_tensorflow_is_installed_only_where_it_is_needed(course: Course) -> None:
    assignment = course.assignment("01_demo")
    plain = gradescope.requirements(assignment)
    assert [re.split("[<>=;]", line)[0] for line in plain] == ["click", "numpy", "pytest", "rich"]
    needing = replace(assignment, exercises=(replace(assignment.exercises[0], needs=("tensorflow",)),))
    more = gradescope.requirements(needing)[len(plain) :]
    assert more[0].startswith("tensorflow-cpu<")
    assert all("extra" not in line for line in more)
    # pip itself would say so, were a line no requirement.
    packaging = pytest.importorskip("packaging.requirements")
    assert [packaging.Requirement(line).name for line in more] == ["tensorflow-cpu", "tensorflow"]


@pytest.mark.parametrize("hidden", ["hidden", "after_published", "visible"])
def test_the_one_who_packs_says_when_hidden_checks_are_seen(root: Path, tmp_path: Path, hidden: str) -> None:
    call = ["--course", str(root), "pack", "01_demo", "--for", "gradescope", "-o", str(tmp_path)]
    assert CliRunner().invoke(main, [*call, "--hidden-visibility", hidden]).exit_code == 0
    with zipfile.ZipFile(tmp_path / "01_demo-gradescope.zip") as archive:
        assert f"--hidden-visibility {hidden}\n" in archive.read("run_autograder").decode()


@dataclass(frozen=True)
class Box:
    """A folder that stands for /autograder, and who runs the scripts in it."""

    folder: Path
    uid: int

    def run(self, script: str, tools: str = "bin:/usr/bin:/bin") -> subprocess.CompletedProcess[str]:
        """Runs a script; any other Python, and the system's installer, leaves a mark when it is called."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG"))}
        kept |= {"AUTOGRADER_ROOT": str(self.folder), "HOME": str(self.folder / "home")}
        kept |= {"PATH": f"{self.folder}/{tools}", "PIP_NO_INDEX": "1"}
        identity: dict[str, Any] = {"user": self.uid, "group": self.uid, "extra_groups": []}
        return subprocess.run(
            [shutil.which("bash") or "bash", self.folder / "source" / script],
            env=kept,
            cwd=self.folder / "submission",
            capture_output=True,
            text=True,
            **({} if self.uid == os.geteuid() else identity),
        )

    def hand_in(self, **files: str) -> Path:
        """Makes the submission folder anew."""
        folder = self.folder / "submission"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text)
        self.own()
        return folder

    def grade(self, **files: str) -> dict[str, Any]:
        """Grades a submission and returns the results, which are as documented."""
        self.hand_in(**files)
        shutil.rmtree(self.folder / "results", ignore_errors=True)
        done = self.run("run_autograder")
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return self.results()

    def results(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads((self.folder / "results" / "results.json").read_text())
        expect_gradescope(record)
        return record

    def own(self) -> None:
        """Gives all in the folder to the one who runs the scripts."""
        if self.uid != os.geteuid():
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.uid, self.uid, follow_symlinks=False)


def base_python() -> Path:
    """Returns a Python that other users can reach and from which environments can be made."""
    scripts = Path(sysconfig.get_path("scripts", vars={"base": sys.base_prefix}))
    for path in (scripts / f"python3.{sys.version_info.minor}", *(Path(f"/usr/bin/python3.{x}") for x in (13, 12, 11))):
        probe = [path, "-c", "import ensurepip"]
        if path.exists() and within_reach(path) and not subprocess.run(probe, stderr=subprocess.DEVNULL).returncode:
            return path
    pytest.skip("no Python here that other users can reach")


@pytest.fixture(scope="module")
def python() -> Iterator[str]:
    """A script that is a Python: of what pip would fetch for an environment that it makes, it has one copy for all."""
    base = base_python()
    with tempfile.TemporaryDirectory(prefix="box-") as name:
        Path(name).chmod(0o755)
        subprocess.run([base, "-m", "venv", f"{name}/env"], check=True)
        course = Course(make_course(Path(name, "course")))
        wanted = gradescope.requirements(course.assignment("01_demo"))
        install = [f"{name}/env/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *wanted], check=True)
        (packages,) = Path(name, "env").glob("lib/python*/site-packages")
        yield f"""#!/bin/sh
if [ "$2" != venv ]; then exec {base} "$@"; fi
{base} -m venv --without-pip "$4"
for place in "$4"/lib/python*/site-packages; do echo {packages} > "$place/borrowed.pth"; done
"""


@pytest.fixture(scope="module", params=["root", "user"])
def box(request: pytest.FixtureRequest, python: str) -> Iterator[Box]:
    """A folder in which setup.sh has run."""
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("only root can try what root does")
    with tempfile.TemporaryDirectory(prefix="box-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for place in ("bin", "home", "submission"):
            (folder / place).mkdir()
        for tool in ("python3", "python", "pip", "apt-get"):
            put(folder / "bin" / tool, f"#!/bin/sh\necho {tool} >> {folder}/touched\nexit 1\n")
        put(folder / "bin" / "python3.13", python)
        course = Course(make_course(folder / "course"))
        gradescope.write(course.assignment("01_demo"), course.template, folder / "autograder.zip")
        with zipfile.ZipFile(folder / "autograder.zip") as archive:
            archive.extractall(folder / "source")
        shutil.rmtree(folder / "course")
        (folder / "autograder.zip").unlink()
        box = Box(folder, 0 if request.param == "root" else os.geteuid() or STRANGER)
        box.own()
        done = box.run("setup.sh")
        assert done.returncode == 0, done.stdout + done.stderr
        yield box


def put(path: Path, script: str) -> None:
    """Writes a script that anybody may run."""
    path.write_text(script)
    path.chmod(0o755)


def test_setup_leaves_the_python_of_the_harness_alone(box: Box) -> None:
    assert not (box.folder / "touched").exists()


def test_others_can_read_neither_answers_nor_hidden_checks(box: Box) -> None:
    paths = [box.folder / "source", *(box.folder / "source").rglob("*")]
    assert len(paths) > 50
    assert [path for path in paths if path.stat().st_mode & 0o077] == []
    box.grade(double=ANSWER)
    # What `grade` insists on where the kernel has no Landlock.
    places = [box.folder / "source", box.folder / "submission"]
    assert lack(Layers(own_user=True, landlock=0, seccomp=True), places) is None


def test_an_answer_gets_all_points_and_a_stub_none(box: Box) -> None:
    assert box.grade(double=ANSWER)["score"] == 10
    stub = box.grade(double=STUB)
    assert stub["score"] == 0
    assert [test["status"] for test in stub["tests"]] == ["failed"] * 3
    assert [test["visibility"] for test in stub["tests"]] == ["visible", "after_published", "after_published"]
    assert not (box.folder / "touched").exists()


def test_a_submission_is_another_user_and_can_read_nothing(box: Box) -> None:
    tried = ["source/reference/01_demo/01_double/double.py", "source/unfinished.json", "submission/double.py"]
    spy = f"""
import os

def double(x):
    for place in {tried}:
        try:
            open({str(box.folder)!r} + "/" + place)
            return -1
        except PermissionError:
            pass
    return os.getuid()
"""
    told = box.grade(double=spy)["tests"][0]["output"]
    (found,) = re.findall(r"got (-?\d+)", told)
    # Only root can make a worker another user; for a user, Landlock keeps it away.
    assert int(found) >= 50_000 if box.uid == 0 else int(found) == box.uid


def test_nothing_of_a_submission_is_imported_by_the_grader(box: Box) -> None:
    mark = box.folder / "home" / "mark"
    spy = f"open({str(mark)!r}, 'w').write('seen')"
    assert box.grade(double=ANSWER, json=spy, numpy=spy, multiprocessing=spy, sitecustomize=spy)["score"] == 10
    assert not mark.exists()


def test_whatever_was_handed_in_there_are_results(box: Box) -> None:
    assert "is empty" in box.grade()["output"]
    assert "holds no file named double.py" in box.grade(a=ANSWER, b=STUB)["output"]
    loops = box.grade(double="import os\n\ndef double(x):\n    while x == 2: pass\n    os._exit(0)")
    assert loops["score"] == 0
    assert "Your code" in loops["tests"][0]["output"]


def test_where_the_grader_cannot_run_the_results_say_that_it_failed(box: Box) -> None:
    box.hand_in(double=ANSWER)
    (box.folder / "venv").rename(box.folder / "gone")
    try:
        assert box.run("run_autograder").returncode != 0
    finally:
        (box.folder / "gone").rename(box.folder / "venv")
    assert "not your fault" in box.results()["output"]


@pytest.mark.parametrize("has", ["3.12", "none"])
def test_where_no_python_fits_setup_asks_the_system_for_one(box: Box, python: str, has: str) -> None:
    tools = box.folder / "tools"
    shutil.rmtree(tools, ignore_errors=True)
    tools.mkdir()
    (tools / "chmod").symlink_to(shutil.which("chmod") or "")
    put(box.folder / "home" / "python", python)
    put(
        tools / "apt-get",
        f"""#!/bin/sh
echo "$@" >> {tools}/asked
case "$*" in
  update) ;;
  *python{has}*) /bin/cp {box.folder}/home/python {tools}/python{has} ;;
  *) exit 100 ;;
esac
""",
    )
    box.own()
    done = box.run("setup.sh", "tools")
    asked = (tools / "asked").read_text()
    assert asked.startswith("update\ninstall -y --no-install-recommends python3.13 python3.13-venv\n")
    assert done.returncode == (0 if has == "3.12" else 1), done.stdout + done.stderr
    assert ("choose Ubuntu 22.04 or newer" in done.stderr) == (has == "none")
    assert box.grade(double=ANSWER)["score"] == 10
