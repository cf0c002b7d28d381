"""Under `python -O`, which drops plain assertions, checks decide as they do without it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from autograder.bundles import student
from autograder.content.catalog import Course
from tests.conftest import ANSWER

OPTIMISED = [sys.executable, "-O", "-m"]


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run(
        [*OPTIMISED, *map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )


def test_the_content_keeps_its_promises(root: Path, tmp_path: Path) -> None:
    done = run("autograder", "--course", root, "prove", "01_demo", "--json", tmp_path / "proof.json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (exercise,) = json.loads((tmp_path / "proof.json").read_text())["exercises"]
    assert (exercise["answer"], exercise["stub"]) == (1, 0)
    assert exercise["misconceptions"]["missed"] == []


def test_a_plain_assertion_of_a_check_is_not_dropped(root: Path, tmp_path: Path) -> None:
    path = root / "reference/01_demo/01_double/test_double_hidden.py"
    path.write_text(path.read_text().replace("assert_same(double(x), [[2, -4, 10]])", "assert double(x)[0, 0] == 3"))
    (tmp_path / "double.py").write_text(ANSWER)
    run("autograder", "--course", root, "grade", tmp_path / "double.py", "--out", tmp_path / "out", cwd=tmp_path)
    (result,) = map(json.loads, (tmp_path / "out" / "results.jsonl").read_text().splitlines())
    assert result["score"] == 3


def test_a_student_sees_the_same(root: Path, course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "01_demo"
    for place, data in student.members(course.assignment("01_demo"), course.template).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)
    # pytest warns that assertions elsewhere are dropped: our helper raises its errors by itself.
    pytest = ("pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestConfigWarning")
    assert "1 failed" in run(*pytest, cwd=folder).stdout
    (folder / "01_double" / "double.py").write_text(ANSWER)
    assert "1 passed" in run(*pytest, cwd=folder).stdout
