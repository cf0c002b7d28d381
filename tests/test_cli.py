"""The commands as a person types them: what they print, what they write, and their exit codes."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.results.journal import Journal
from tests.conftest import ANSWER, ROUTE, STUB


def call(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--course", str(root), *map(str, arguments)])


def sentence(result: Result) -> str:
    """Returns the one sentence of a refused call: no traceback, nothing on standard output."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert "Traceback" not in result.output
    return lines[0]


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """A folder of three submissions."""
    folder = tmp_path / "downloads"
    for name, source in {"ada": ANSWER, "ben": STUB}.items():
        (folder / name / "01_double").mkdir(parents=True)
        (folder / name / "01_double" / "double.py").write_text(source)
    (folder / "cut.zip").write_bytes(b"PK")
    return folder


def test_list_shows_exercises_points_checks_and_effort(root: Path) -> None:
    result = call(root, "list")
    assert result.exit_code == 0
    assert "01_demo · A demonstration · 10 points · about 5 minutes" in result.output
    assert result.output.splitlines()[-1].split()[:8] == ["01_double", "10", "1", "2", "2", "of", "5", "5"]


def test_grade_writes_a_line_a_submission(root: Path, downloads: Path, tmp_path: Path) -> None:
    result = call(root, "grade", downloads, "--out", tmp_path / "marks")
    assert result.exit_code == 0
    records = lines(tmp_path / "marks")
    assert [(record["submission"], record["score"], record["max_score"]) for record in records] == [
        ("ada", 10, 10),
        ("ben", 0, 10),
        ("cut", 0, 10),
    ]
    assert records[0]["exercises"]["double"]["checks"][1]["name"] == "test_doubles_arrays"
    assert "zip" in records[2]["problem"]
    assert "cut" in result.output


def lines(out: Path) -> list[dict[str, Any]]:
    """Returns the records of results.jsonl."""
    return [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]


def test_the_seed_is_told_and_stays_with_the_folder(root: Path, downloads: Path, tmp_path: Path) -> None:
    out = tmp_path / "marks"
    first = call(root, "grade", downloads, "--out", out)
    drawn = re.search(r"^3 submissions; .*; seed (\d+); sandbox: .+$", first.output, re.MULTILINE)
    assert drawn
    (downloads / "cleo.py").write_text(ROUTE)
    again = call(root, "grade", downloads, "--out", out)
    assert f"; seed {drawn[1]}; " in again.output.splitlines()[-2]
    assert {record["seed"] for record in lines(out)} == {int(drawn[1])}


def test_only_grades_one_and_leaves_the_others(root: Path, downloads: Path, tmp_path: Path) -> None:
    out = tmp_path / "marks"
    assert call(root, "grade", downloads, "--out", out, "--seed", 1).exit_code == 0
    before = lines(out)
    for name in ("ada", "ben"):
        (downloads / name / "01_double" / "double.py").write_text(ROUTE)
    result = call(root, "grade", downloads, "--out", out, "--only", "ben")
    assert result.exit_code == 0
    assert "test_doubles_arrays" in result.output  # the feedback of a single submission
    assert "ada" not in result.output
    assert [record["score"] for record in lines(out)] == [10, 10, 0]
    assert [lines(out)[0], lines(out)[2]] == [before[0], before[2]]


def test_an_unknown_student_is_refused_before_anything_is_made(root: Path, downloads: Path, tmp_path: Path) -> None:
    result = call(root, "grade", downloads, "--out", tmp_path / "marks", "--only", "ada", "--only", "bem")
    assert result.exit_code == 2
    assert "'bem': did you mean 'ben'" in sentence(result)
    assert not (tmp_path / "marks").exists()


def test_regrade_judges_again_and_nothing_else_does(root: Path, downloads: Path, tmp_path: Path) -> None:
    out, mark = tmp_path / "marks", tmp_path / "mark"
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    note = f"    open({str(mark)!r}, 'a').write('judged ')\n    x = np.array([3.0"
    hidden.write_text(hidden.read_text().replace("    x = np.array([3.0", note))
    judged = []
    for arguments in ([], [], ["--regrade"], ["--seed", 1], ["--seed", 1]):
        assert call(root, "grade", downloads / "ada", "--out", out, *arguments).exit_code == 0
        judged.append(mark.read_text().count("judged"))
    assert judged == [1, 1, 2, 3, 3]


def test_a_folder_in_use_is_refused(root: Path, downloads: Path, tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite"):
        result = call(root, "grade", downloads, "--out", tmp_path)
    assert result.exit_code == 2
    assert f"in use by process {os.getpid()}" in sentence(result)


def test_a_check_that_cannot_be_collected_leaves_the_results(root: Path, downloads: Path, tmp_path: Path) -> None:
    out = tmp_path / "marks"
    assert call(root, "grade", downloads, "--out", out).exit_code == 0
    before = (out / "results.jsonl").read_bytes()
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    hidden.write_text("import no_such_module\n" + hidden.read_text())
    result = call(root, "grade", downloads, "--out", out)
    assert result.exit_code == 1
    assert "no_such_module" in result.stderr
    assert (out / "results.jsonl").read_bytes() == before


def test_grade_shows_the_feedback_of_a_single_submission(root: Path, downloads: Path) -> None:
    result = call(root, "grade", downloads / "ben", "-a", "01_demo", "-e", "double")
    assert result.exit_code == 0
    assert "double is yours to write" in result.output


def test_a_folder_is_one_submission_whichever_exercise_is_wanted(root: Path, downloads: Path) -> None:
    assert call(root, "new", "01_demo/02_treble").exit_code == 0
    result = call(root, "grade", downloads / "ada", "-e", "treble")
    assert result.exit_code == 0
    assert "\n1 submission;" in result.output
    assert "holds no file named treble.py" in result.output


def test_grade_goes_on_where_an_exercise_is_missing_or_doubtful(root: Path, downloads: Path) -> None:
    (downloads / "ada" / "old").mkdir()
    (downloads / "ada" / "old" / "double.py").write_text(ANSWER)
    result = call(root, "grade", downloads)
    assert result.exit_code == 0
    assert "01_double/double.py and old/double.py" in result.output


def test_our_own_fault_gives_exit_code_1(root: Path, downloads: Path) -> None:
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    hidden.write_text(
        hidden.read_text().replace("x = np.array([3.0", "import os\n    os._exit(1)\n    x = np.array([3.0")
    )
    result = call(root, "grade", downloads / "ada")
    assert result.exit_code == 1
    assert "fault" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pack", "01_dema", "--out", "x"], ["'01_dema'", "did you mean '01_demo'"]),
        (["pack", "01_demo", "-e", "duoble", "--out", "x"], ["'duoble'", "did you mean 'double'"]),
        (["grade", "nowhere"], ["nowhere", "does not exist"]),
        (["prove", "demo"], ["'demo'", "01_demo"]),
        (["prove", "-e", "duoble"], ["'duoble'", "did you mean 'double'"]),
        (["prove", "--one-of", "3"], ["--one-of 3", "--mutants"]),
        (["new", "01_demo/double"], ["'double'", "two digits"]),
        (["new", "02_none/01_first"], ["'02_none'", "01_demo"]),
        (["new", "01_demo/01_double"], ["01_double", "exists"]),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(root: Path, arguments: list[str], words: list[str]) -> None:
    result = call(root, *arguments)
    assert result.exit_code == 2
    assert [word for word in words if word not in sentence(result)] == []


def test_an_out_that_cannot_be_written_is_refused(root: Path, downloads: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = call(root, "grade", downloads, "--out", tmp_path / "file" / "marks")
    assert result.exit_code == 2
    assert str(tmp_path / "file" / "marks") in sentence(result)


def test_a_wrong_toml_names_file_and_line(root: Path) -> None:
    toml = root / "reference/01_demo/01_double/exercise.toml"
    toml.write_text(toml.read_text().replace("check_seconds", "chekc_seconds"))
    result = call(root, "list")
    assert result.exit_code == 1
    assert f"{toml}:2:" in sentence(result)
    assert "chekc_seconds" in sentence(result)


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    result = call(tmp_path, "list")
    assert result.exit_code == 2
    assert str(tmp_path) in sentence(result)


def test_ctrl_c_is_one_sentence(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.pack.pack", interrupted)
    result = call(root, "pack", "01_demo", "--out", tmp_path)
    assert result.exit_code == 130
    assert sentence(result) == "autograder: interrupted"


def test_pack_writes_the_student_zip_once(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    assert call(root, "pack", "01_demo", "--out", out).exit_code == 0
    with zipfile.ZipFile(out / "01_demo.zip") as archive:
        assert "01_demo/01_double/double.py" in archive.namelist()
    again = call(root, "pack", "01_demo", "--out", out)
    assert again.exit_code == 2
    assert "--force" in sentence(again)
    assert call(root, "pack", "01_demo", "--out", out, "--force").exit_code == 0


def test_prove_says_ok_in_a_table_and_as_json(root: Path, tmp_path: Path) -> None:
    result = call(root, "prove", "--json", tmp_path / "proof.json")
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "proof.json").read_text()) == {
        "ok": True,
        "exercises": [
            {
                "id": "01_demo/01_double",
                "answer": 1.0,
                "stub": 0.0,
                "misconceptions": {"caught": 2, "of": 2, "missed": []},
                "routes": {"accepted": 1, "of": 1, "refused": []},
                "problems": [],
            }
        ],
        "problems": [],
    }


def test_prove_proves_the_named_exercises_only(root: Path) -> None:
    assert call(root, "new", "01_demo/02_treble").exit_code == 0
    result = call(root, "prove", "-e", "double")
    assert result.exit_code == 0, result.output
    assert "double" in result.output
    assert "treble" not in result.output


def test_prove_asks_for_the_assignment_of_an_exercise_where_there_are_several(root: Path) -> None:
    (root / "exercises/02_other").mkdir()
    result = call(root, "prove", "--exercise", "double")
    assert result.exit_code == 2
    assert "before --exercise: 01_demo, 02_other" in sentence(result)


def test_prove_names_the_mutants_that_survive_in_a_table_and_as_json(root: Path, tmp_path: Path) -> None:
    result = call(root, "prove", "--mutants", "--json", tmp_path / "proof.json")
    assert result.exit_code == 0, result.output
    hidden = root / "reference/01_demo/01_double/test_double_hidden.py"
    hidden.write_text(hidden.read_text().replace("[[1.0, -2.0, 5.0]]", "[[2.0]]").replace("[[2, -4, 10]]", "[[4]]"))
    hidden.write_text(
        hidden.read_text().replace("[3.0, 4.0]", "[2.0]").replace("[6, 8]", "[4]").replace("[3, 4]", "[2]")
    )
    result = call(root, "prove", "--mutants", "--json", tmp_path / "proof.json")
    assert result.exit_code == 1
    (exercise,) = json.loads((tmp_path / "proof.json").read_text())["exercises"]
    survived = [f"line 2: return x * 2 -> return {slip}" for slip in ("x + 2", "x ** 2")]
    assert exercise["mutants"] == {"made": 6, "killed": 4, "equivalent": 0, "survived": survived}
    for mutant in survived:
        assert f"01_demo/01_double: a mutant survives: {mutant}\n" in result.output


def test_new_makes_both_halves_and_prove_says_what_is_missing(root: Path) -> None:
    assert call(root, "new", "01_demo/02_treble").exit_code == 0
    assert call(root, "list").exit_code == 0
    result = call(root, "prove")
    assert result.exit_code == 1
    for missing in ["answer does not pass", "no misconception yet", "no route yet"]:
        assert missing in result.output


def test_nothing_of_a_submission_is_imported_when_it_is_the_current_folder(root: Path, tmp_path: Path) -> None:
    """The processes of the grader are started there, and Python likes to find modules in the current folder."""
    submission, mark = tmp_path / "ada", tmp_path / "mark"
    submission.mkdir()
    (submission / "double.py").write_text(ANSWER)
    for name in ("multiprocessing", "autograder", "pytest", "numpy", "json", "checking", "sitecustomize"):
        (submission / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})")
    script = "import sys; sys.path.pop(0); from autograder.cli import main; main()"  # as the command is started
    command = [sys.executable, "-c", script, "--course", root, "grade", "."]
    done = subprocess.run(command, cwd=submission, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "10/10" in done.stdout
    assert not mark.exists()


def test_demo_shows_a_class(root: Path) -> None:
    result = call(root, "demo")
    assert result.exit_code == 0, result.output
    scores = {words[0]: words[1] for line in result.output.splitlines() if len(words := line.split()) > 1}
    assert scores["ada-answer"] == scores["cleo-routes"] == scores["lou-zip"] == "10/10"
    assert scores["ben-stub"] == scores["gil-crash"] == scores["joe-empty"] == scores["kim-broken"] == "0/10"


def test_every_help_shows_an_example() -> None:
    for name in main.commands:
        assert f"Example:\n    autograder {name}" in CliRunner().invoke(main, [name, "--help"]).output


def test_no_help_is_indented_as_its_source_is() -> None:
    """Paragraphs stand below the first line, two columns in."""
    for name in main.commands:
        text = CliRunner().invoke(main, [name, "--help"]).output.split("Options:")[0]
        assert re.findall(r"^ {5,}\S|\S {4,}\S", text, re.MULTILINE) == []


def test_the_module_is_the_command(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "--course", root, "list"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "01_double" in done.stdout
