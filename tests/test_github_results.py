"""What GitHub is told: commands on one line each, a summary of its size, and nothing that a student could command."""

import base64
import json
import re
from contextlib import suppress

import pytest

from autograder.model import Outcome, Result
from autograder.results import github
from tests.made import ALL_HOSTILE, HOSTILE, MIXED, check, exercise, missing, result
from tests.schemas import expect_classroom

COMMAND = re.compile(r"::(error|warning|notice) [a-z]+=[^:,\r\n]*(,[a-z]+=[^:,\r\n]*)*::[^\r\n]*")


def test_each_exercise_with_a_failed_check_is_annotated_at_its_line() -> None:
    commands = github.commands(MIXED, {"double": "01_double/double.py"})
    assert commands[0] == (
        "::error file=01_double/double.py,title=double%3A 7/10::doubles two: Twice two is four.%0A"
        "leaves its argument: It stays as it was."
    )
    assert [command.split("::")[1].split()[0] for command in commands] == ["error", "warning", "warning"]
    assert "treble" not in "".join(commands)
    at_line = result(double=exercise(check(Outcome.ERROR, message="It.\n  line 2: a\n  line 13: b")))
    assert "line=13" in github.commands(at_line, {})[0]


@pytest.mark.parametrize("made", [MIXED, ALL_HOSTILE, result("x", problem=HOSTILE)])
def test_whatever_a_student_wrote_a_command_is_one_line_and_ours(made: Result) -> None:
    for command in github.commands(made, {name: f"a,b:{name}" for name in made.exercises}):
        assert COMMAND.fullmatch(command)
        assert command.isprintable()
        assert "\x1b" not in command
        assert len(command) < 20_000


def test_percent_signs_are_escaped_so_that_none_is_read_as_a_new_line() -> None:
    made = result(double=exercise(check(Outcome.FAILED, message="100%0A::error::forged")))
    assert github.commands(made, {})[0].endswith("100%250A::error::forged")


def test_no_more_than_ten_errors_and_the_rest_is_named() -> None:
    failed = {f"e{i}": exercise(check(Outcome.FAILED, message="No.")) for i in range(13)}
    absent = {f"m{i}": missing("Not handed in.") for i in range(12)}
    commands = github.commands(result(**failed, **absent), {})
    levels = [command.split()[0] for command in commands]
    assert (levels.count("::error"), levels.count("::warning"), levels.count("::notice")) == (10, 10, 1)
    assert "5 more" in commands[-1]


def test_the_summary_shows_each_exercise_and_what_is_told() -> None:
    summary = github.summary(MIXED)
    assert summary.startswith("## 01&#95;demo: 12 / 25 `")
    assert "| ❌ | double | 7 / 10 | Twice two is four. |" in summary
    assert "| ✅ | treble | 5 / 5 |  |" in summary
    assert "| ⏭️ | halve | – | Not handed in: there is no file halve.py. |" in summary
    assert "    expected 4, got 5\n" in summary


def test_nothing_in_the_summary_is_a_students_markup() -> None:
    summary = github.summary(ALL_HOSTILE)
    outside = [line for line in summary.splitlines() if not line.startswith("    ")]
    forged = ["<script>", "``", "[a](b)", "@all", "*b*", "_i_", "#1"]
    assert [markup for markup in forged for line in outside if markup in line] == []
    assert [outside.count("</details>"), sum(line.startswith("<details>") for line in outside)] == [2, 2]
    assert not set("\x1b\0\u202e\ud800") & set(summary)
    rows = [line for line in outside if line.startswith("| ")]
    assert [row.count("|") for row in rows] == [5] * len(rows)


def test_a_summary_of_more_than_a_megabyte_keeps_its_table() -> None:
    flood = exercise(*[check(Outcome.FAILED, message="No.\n" + "汉" * 2000) for _ in range(20)])
    summary = github.summary(result(**{f"e{i}": flood for i in range(30)}))
    assert 500_000 < len(summary.encode()) <= 1 << 20
    assert summary.count("| ❌ |") == 30


@pytest.mark.parametrize(
    ("made", "status"),
    [(MIXED, "error"), (ALL_HOSTILE, "fail"), (result(double=exercise(check())), "pass"), (result("x"), "pass")],
)
def test_the_reporter_of_classroom_gets_what_it_reads(made: Result, status: str) -> None:
    record = json.loads(base64.b64decode(github.classroom(made), validate=True))
    expect_classroom(record)
    assert record["status"] == status
    assert record["max_score"] == made.max_score
    assert sum(test["score"] for test in record["tests"]) == made.score
    assert "forged" not in str(record)


def test_the_result_for_the_reporter_fits_an_environment_variable() -> None:
    checks = exercise(*[check(Outcome.FAILED, name=f"test_{i}_{'long_' * 10}", message=HOSTILE) for i in range(20)])
    assert len(github.classroom(result(**{f"exercise_{i}": checks for i in range(25)}))) < 128 << 10


def test_what_is_printed_in_between_commands_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with suppress(ValueError), github.no_commands():
            print("::error::forged")
            raise ValueError
    lines = capsys.readouterr().out.splitlines()
    tokens = [lines[0].removeprefix("::stop-commands::"), lines[3].removeprefix("::stop-commands::")]
    assert [lines[2], lines[5]] == [f"::{token}::" for token in tokens]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 32
