"""Results for other tools as `autograder grade` writes them; what stands in the way is said before grading."""

import base64
import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.results.gradescope import VISIBILITIES
from tests.conftest import ANSWER, STUB
from tests.schemas import expect_classroom, expect_gradescope

HOSTILE = """
def double(x):
    print("::error file=double.py::forged\\n##[error]forged\\n::set-output name=result::forged")
    print("\\x1b[31m\\0 ]]> </details>" + "汉" * 100_000)
    raise ValueError("first\\n::error::forged\\n  ::add-mask::forged %0A ]]>")
"""


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    for name, source in {"ada": ANSWER, "ben": STUB, "hal": HOSTILE}.items():
        (folder / name / "01_double").mkdir(parents=True)
        (folder / name / "01_double" / "double.py").write_text(source)
    return folder


def grade(root: Path, *arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--course", str(root), "grade", *map(str, arguments)], env=env)


def refusal(result: Result) -> str:
    """Returns the one sentence of a call that was refused before anything was graded."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def in_a_job(folder: Path) -> dict[str, str]:
    return {"GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_OUTPUT": str(folder / "output")}


def test_a_class_as_junit(root: Path, downloads: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "junit.xml"
    assert grade(root, downloads, "--junit", path).exit_code == 0
    suites = {suite.get("name"): suite.get("failures") for suite in ElementTree.parse(path).getroot()}
    assert suites == {"ada/double": "0", "ben/double": "3", "hal/double": "3"}
    assert [child.name for child in path.parent.iterdir()] == ["junit.xml"]


@pytest.mark.parametrize("name", ["ada", "ben", "hal"])
def test_one_submission_for_gradescope(root: Path, downloads: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "results.json"
    assert grade(root, downloads / name, "--gradescope", path, "--seed", 5).exit_code == 0
    record = json.loads(path.read_text())
    expect_gradescope(record)
    assert record["score"] == (10 if name == "ada" else 0)
    assert record["tests"][0]["name"] == "double: doubles two"
    assert [test["visibility"] for test in record["tests"]] == ["visible", "after_published", "after_published"]
    assert record["extra_data"] == {"seed": 5, "sandboxed": True}


def test_hidden_checks_can_stay_hidden(root: Path, downloads: Path, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    grade(root, downloads, "--only", "ada", "--gradescope", path, "--hidden-visibility", "hidden")
    assert [test["visibility"] for test in json.loads(path.read_text())["tests"]] == ["visible", "hidden", "hidden"]


def test_the_command_line_knows_every_visibility() -> None:
    (option,) = (option for option in main.commands["grade"].params if option.name == "hidden")
    assert list(option.type.choices) == VISIBILITIES  # type: ignore[attr-defined]  # it is a Choice


def test_a_job_on_github_gets_annotations_a_summary_and_a_result(root: Path, downloads: Path, tmp_path: Path) -> None:
    (tmp_path / "summary").write_text("# Before\n")
    result = grade(root, downloads / "ben", "--ci", "github", env=in_a_job(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("::error file=01_double/double.py,line=")
    summary = (tmp_path / "summary").read_text()
    assert summary.startswith("# Before\n## 01&#95;demo: 0 / 10")
    name, _, value = (tmp_path / "output").read_text().partition("=")
    assert name == "result"
    record = json.loads(base64.b64decode(value))
    expect_classroom(record)
    assert (record["status"], record["max_score"], len(record["tests"])) == ("fail", 10, 3)


def test_what_a_student_prints_commands_nothing(root: Path, downloads: Path, tmp_path: Path) -> None:
    result = grade(root, downloads / "hal", "--ci", "github", env=in_a_job(tmp_path))
    first, *lines = result.stdout.splitlines()
    assert first.startswith("::stop-commands::")
    end = lines.index(f"::{first.removeprefix('::stop-commands::')}::")
    assert "forged" in "".join(lines[:end])
    (annotation,) = lines[end + 1 :]
    assert annotation.startswith("::error file=01_double/double.py,line=")
    assert len((tmp_path / "output").read_text().splitlines()) == 1
    told = (tmp_path / "summary").read_text().splitlines()
    assert [line for line in told if "forged" in line and not line.startswith("    ")] == []


def test_what_was_handed_in_without_an_expected_name_is_one_submission_all_the_same(root: Path, tmp_path: Path) -> None:
    (tmp_path / "submission").mkdir()
    for name in ("a.py", "b.py"):
        (tmp_path / "submission" / name).write_text(ANSWER)
    path = tmp_path / "results.json"
    assert "--single" in refusal(grade(root, tmp_path / "submission", "--gradescope", path))
    assert grade(root, tmp_path / "submission", "--single", "--gradescope", path).exit_code == 0
    assert "holds no file named double.py" in json.loads(path.read_text())["output"]
    for name in ("a.py", "b.py"):
        (tmp_path / "submission" / name).unlink()
    assert grade(root, tmp_path / "submission", "--single", "--gradescope", path).exit_code == 0
    assert "is empty" in json.loads(path.read_text())["output"]


def test_our_own_fault_is_no_failure_of_the_student(root: Path, downloads: Path, tmp_path: Path) -> None:
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    hidden.write_text(hidden.read_text().replace("assert_same(x, [3, 4])", "1 / 0"))
    junit, gradescope = tmp_path / "junit.xml", tmp_path / "results.json"
    formats = ("--junit", junit, "--gradescope", gradescope, "--ci", "github")
    result = grade(root, downloads / "ada", *formats, env=in_a_job(tmp_path))
    assert result.exit_code == 1
    assert len(list(ElementTree.parse(junit).getroot().iter("error"))) == 1
    assert "not your fault" in json.loads(gradescope.read_text())["output"]
    assert result.stdout.splitlines()[-1].startswith("::warning")
    assert "result=" in (tmp_path / "output").read_text()


@pytest.mark.parametrize("option", ["--gradescope", "--ci"])
def test_what_is_about_one_submission_is_refused_for_a_class(
    root: Path, downloads: Path, tmp_path: Path, option: str
) -> None:
    value = "github" if option == "--ci" else tmp_path / "results.json"
    sentence = refusal(grade(root, downloads, option, value, env=in_a_job(tmp_path)))
    assert "one submission, and here are 3" in sentence
    assert not (tmp_path / "results.json").exists()


@pytest.mark.parametrize("option", ["--gradescope", "--junit"])
def test_a_place_that_cannot_be_written_is_refused_first(
    root: Path, downloads: Path, tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").write_text("precious")
    for place in (tmp_path / "file" / "x", tmp_path / "file" / "y" / "x"):
        assert str(place.parent) in refusal(grade(root, downloads / "ada", option, place))
    assert "is a directory" in grade(root, downloads / "ada", option, tmp_path).stderr
    assert (tmp_path / "file").read_text() == "precious"


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_refused_first(root: Path, downloads: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    assert "closed" in refusal(grade(root, downloads / "ada", "--junit", tmp_path / "closed" / "x"))


def test_an_earlier_file_stays_when_nothing_could_be_graded(root: Path, downloads: Path, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("earlier")
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    hidden.write_text("import no_such_module\n" + hidden.read_text())
    assert grade(root, downloads / "ada", "--gradescope", path).exit_code == 1
    assert path.read_text() == "earlier"


@pytest.mark.parametrize("name", ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"])
def test_ci_outside_of_a_job_is_refused_first(root: Path, downloads: Path, tmp_path: Path, name: str) -> None:
    assert f"${name}" in refusal(grade(root, downloads / "ada", "--ci", "github", env=in_a_job(tmp_path) | {name: ""}))
    lost = in_a_job(tmp_path) | {name: str(tmp_path / "nowhere" / "file")}
    assert "nowhere" in refusal(grade(root, downloads / "ada", "--ci", "github", env=lost))


@pytest.mark.parametrize("name", ["größe 日本 50%0A", "::error::x\n::error::y"])
def test_any_name_of_a_submission_is_text(root: Path, downloads: Path, tmp_path: Path, name: str) -> None:
    (downloads / "ben").rename(downloads / name)
    junit, gradescope = tmp_path / "junit.xml", tmp_path / "results.json"
    formats = ("--junit", junit, "--gradescope", gradescope, "--ci", "github")
    result = grade(root, downloads / name, *formats, env=in_a_job(tmp_path))
    assert result.exit_code == 0
    assert ElementTree.parse(junit).getroot()[0].get("name") == f"{name}/double"
    expect_gradescope(json.loads(gradescope.read_text()))
