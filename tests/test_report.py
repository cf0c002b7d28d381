"""What an instructor sees is what was there: hostile names stay names, and files are written whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from autograder.model import CheckResult, ExerciseResult, Outcome, Result, UsageError
from autograder.results import report

MARKUP = ["[bold]ada[/bold]", "[/]", "[link=https://example.org]ada[/link]", "[red", ":smile:", "\\[x]", "{0} %s"]
COMMANDS = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\u202e", "\u2066"]


def check(
    outcome: Outcome, *, public: bool = False, message: str = "", misconception: str | None = None, name: str = "test_a"
) -> CheckResult:
    points = 0 if public else 4
    return CheckResult(
        name, public, outcome, points if outcome is Outcome.PASSED else 0, points, message, misconception
    )


def result(name: str, *checks: CheckResult, problem: str | None = None, **others: ExerciseResult) -> Result:
    return Result(name, "01_demo", {"double": ExerciseResult(checks), **others}, problem)


def show_class(*results: Result, exercises: Sequence[str] = ("double",)) -> None:
    table = report.ClassTable(
        [SimpleNamespace(id=f"{number:02}_{name}", name=name) for number, name in enumerate(exercises, 1)]
    )
    for one in results:
        table.add(one)
    table.show(7, "seccomp")


PASSED = check(Outcome.PASSED)
MISSING = ExerciseResult((check(Outcome.NOT_JUDGED),), "Not handed in: there is no file more.py.")
CRASHED = check(Outcome.CRASHED, message="It ends.\nYour code ended the program.", name="test_end")


@pytest.mark.parametrize("name", MARKUP)
def test_no_name_or_message_is_read_as_markup(capsys: pytest.CaptureFixture[str], name: str) -> None:
    hostile = result(name, check(Outcome.FAILED, message=f"Told.\n{name}", misconception=name))
    show_class(hostile)
    report.show_feedback(hostile)
    report.show_lines([name])
    report.show_table(["submission"], [[name]])
    assert capsys.readouterr().out.count(name) == 5


def test_a_title_is_no_markup_either(capsys: pytest.CaptureFixture[str]) -> None:
    report.show_table(["exercise"], [["x" * 40]], title="Convolution [part 1] :key: [/]")
    assert "Convolution [part 1] :key: [/]" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=ascii)
def test_no_name_commands_the_terminal(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Names of files, also those inside a zip, are the students' own."""
    hostile = result(f"a{command}da", PASSED, problem=f"{command}.rar is no zip", more=ExerciseResult((), command))
    show_class(hostile)
    report.show_feedback(hostile)
    report.show_lines([f"a{command}da"])
    assert command not in capsys.readouterr().out


def test_a_name_that_is_no_text_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Such as a file name that is not UTF-8."""
    show_class(result("ada\udcff", PASSED), result("ben", PASSED))
    assert "ben" in capsys.readouterr().out


def test_the_class_is_a_line_a_submission_and_a_count_of_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    lost = check(Outcome.FAILED, misconception="squares", message="Told.")
    show_class(
        result("ben", PASSED, lost, more=MISSING),
        Result("eva", "01_demo", {"double": MISSING}, "is empty"),
        result("ada", PASSED, PASSED, more=ExerciseResult((PASSED,))),
        exercises=["double", "more"],
    )
    head, *rows, blank, summary = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert head == ["submission", "score", "double", "more", "remark"]
    assert rows == [
        ["ada", "12/12", "8", "4"],
        ["ben", "4/12", "4", "–", "squares"],
        ["eva", "0/4", "–", "–", "is", "empty"],
    ]
    assert (blank, " ".join(summary)) == ([], "3 submissions; checks: 4 passed, 1 failed; seed 7; sandbox: seccomp")


def test_many_exercises_are_headed_by_their_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    show_class(result("ada", PASSED), exercises=["double", *(f"an_exercise_with_a_long_name_{i}" for i in range(3))])
    assert capsys.readouterr().out.splitlines()[0].split() == ["submission", "score", "01", "02", "03", "04", "remark"]


def test_feedback_shows_each_check_with_all_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    public = check(Outcome.ERROR, public=True, message="Told.\nZeroDivisionError: x\n  line 3: 1 / 0", name="test_p")
    report.show_feedback(result("ada", public, PASSED, more=MISSING))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines() if line]
    assert lines == [
        "double: 4/4",
        "error public test_p: Told.",
        "ZeroDivisionError: x",
        "line 3: 1 / 0",
        "passed 4/4 test_a",
        "more: Not handed in: there is no file more.py.",
    ]


@pytest.mark.parametrize(
    ("checks", "others", "expected"),
    [
        ([PASSED], {}, ""),
        ([check(Outcome.FAILED, message="Told.")], {}, ""),
        ([check(Outcome.FAILED, misconception=id) for id in ("one", "two", "two")], {}, "two"),
        (
            [check(Outcome.FAILED, misconception="one"), CRASHED],
            {},
            "crashed in test_end",
        ),
        ([PASSED], {"more": MISSING}, MISSING.problem),
        ([check(Outcome.FAILED, misconception="one")], {"more": MISSING}, "one"),
    ],
    ids=["all right", "unknown mistake", "commonest", "crash first", "missing", "idea before missing"],
)
def test_the_remark_is_the_thing_most_worth_knowing(
    checks: list[CheckResult], others: dict[str, ExerciseResult], expected: str
) -> None:
    assert report.remark(result("ada", *checks, **others)) == expected


def test_a_class_of_nobody_is_shown_too(capsys: pytest.CaptureFixture[str]) -> None:
    show_class()
    assert capsys.readouterr().out.endswith("\n0 submissions; checks: none; seed 7; sandbox: seccomp\n")


def test_the_lines_are_for_the_eyes_of_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    report.write_jsonl(path, iter([b"one\n", b"two\n"]))
    assert path.read_bytes() == b"one\ntwo\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_results(tmp_path: Path) -> None:
    def lines() -> Iterator[bytes]:
        yield b"new\n"
        raise RuntimeError("the power is cut")

    path = tmp_path / "results.jsonl"
    path.write_text("old\n")
    with pytest.raises(RuntimeError, match="the power"):
        report.write_jsonl(path, lines())
    assert path.read_text() == "old\n"
    (tmp_path / "results.jsonl.partial").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*results\.jsonl: "):
        report.write_jsonl(path, [b"new\n"])
    assert path.read_text() == "old\n"


def test_a_folder_in_the_way_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*results\.jsonl: "):
        report.write_jsonl(tmp_path / "results.jsonl", [b"new\n"])
    assert [path.name for path in tmp_path.iterdir()] == ["results.jsonl"]


def test_watching_passes_everything_on_and_prints_nothing_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(report.watch(iter("abc"), 3, "grading")) == ["a", "b", "c"]
    assert capsys.readouterr().out.strip() == ""


def test_a_terminal_shows_how_many_checks_ended_how(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "console", lambda: Console(force_terminal=True, width=160))
    results = [result("ada", PASSED, PASSED), result("ben", check(Outcome.FAILED), more=MISSING)]
    assert list(report.watch(results, 2, "grading", report.outcomes)) == results
    out = capsys.readouterr().out
    assert "grading" in out
    assert "2/2" in out
    assert "2 passed, 1 failed" in out


def test_checks_that_could_not_be_judged_are_not_counted() -> None:
    ours = check(Outcome.NOT_JUDGED)
    assert report.outcomes(result("ada", PASSED, ours, more=MISSING)) == Counter({"passed": 1, "not_judged": 1})
