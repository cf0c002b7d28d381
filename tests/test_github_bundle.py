"""The template repository for GitHub: the student half, and workflows with few rights and no needless secret."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.bundles import github, student
from autograder.content.catalog import Course
from tests.conftest import EXERCISE

WORKFLOWS = [".github/workflows/classroom.yml", ".github/workflows/public.yml"]


def members(course: Course) -> dict[str, bytes]:
    return github.members(course.assignment("01_demo"), course.template)


def workflow(course: Course, name: str) -> str:
    return members(course)[f".github/workflows/{name}.yml"].decode()


def test_it_is_the_student_half_and_two_workflows(course: Course, tmp_path: Path) -> None:
    github.write(course.assignment("01_demo"), course.template, tmp_path / "out.zip")
    half = student.members(course.assignment("01_demo"), course.template)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        found = {name.removeprefix("01_demo/"): archive.read(name) for name in archive.namelist()}
    assert {name: found.pop(name) for name in half} == half
    assert sorted(found) == [*WORKFLOWS, ".gitignore"]


def test_the_bytes_are_the_same_every_time(course: Course, tmp_path: Path) -> None:
    for name in ("first", "second"):
        github.write(course.assignment("01_demo"), course.template, tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_nothing_private_is_in_it(course: Course) -> None:
    text = b"".join(members(course).values()).decode()
    public = "".join(text for place, text in EXERCISE.items() if place.startswith("exercises/"))
    private = [text for place, text in EXERCISE.items() if place.startswith("reference/")]
    secrets = {line.strip() for text in private for line in text.splitlines() if len(line.strip()) > 5}
    secrets = {line for line in secrets if line not in public and not line.startswith(("import ", "from "))}
    assert {"return x * 2", "@pytest.mark.points(7)"} <= secrets
    assert [line for line in secrets if line in text] == []


def test_the_public_checks_need_no_secret_and_no_grader(course: Course) -> None:
    text = workflow(course, "public")
    assert not re.search(r"secrets\.|vars\.|github\.token|autograder", text)
    assert "permissions:\n  contents: read\njobs:" in text
    assert "run: pytest\n" in text


def test_the_hidden_checks_may_read_only_and_run_only_where_a_grader_is_named(course: Course) -> None:
    text = workflow(course, "classroom")
    assert "permissions:\n  contents: read\n  actions: read\njobs:" in text
    assert "if: vars.GRADER_REPOSITORY != '' && " in text
    assert 'ASSIGNMENT: "01_demo"' in text
    # No script holds what somebody else could have written.
    assert [line for line in re.findall(r"run: .*", text) if "${{" in line] == []


@pytest.mark.parametrize("name", ["public", "classroom"])
def test_actions_are_pinned_by_their_major_version_and_leave_no_token_behind(course: Course, name: str) -> None:
    text = workflow(course, name)
    used = re.findall(r"uses: (.+)", text)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", action)] == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_tensorflow_is_installed_only_where_it_is_needed(course: Course) -> None:
    assignment = course.assignment("01_demo")
    needing = replace(assignment, exercises=(replace(assignment.exercises[0], needs=("tensorflow",)),))
    texts = [github.members(made, course.template)[WORKFLOWS[0]].decode() for made in (assignment, needing)]
    assert ['"./grader"' in text for text in texts] == [True, False]
    assert ['"./grader[tf-cpu]"' in text for text in texts] == [False, True]


@pytest.mark.parametrize("name", ["public", "classroom"])
def test_the_workflows_are_yaml(course: Course, name: str) -> None:
    yaml = pytest.importorskip("yaml")
    record: dict[Any, Any] = yaml.safe_load(workflow(course, name))
    (job,) = record["jobs"].values()
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    assert record["permissions"]["contents"] == "read"
    assert record[True]  # what YAML makes of `on`
