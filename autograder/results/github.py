"""What GitHub shows of one submission: annotations, a job summary, and the result that Classroom's reporter reads."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from autograder.model import CheckResult, ExerciseResult, Outcome, Result
from autograder.results.text import clean, code_block, line, markdown, words

# GitHub shows no more annotations of a kind in a step.
MAX_ANNOTATIONS = 10
MAX_LINES = 20
# GitHub refuses a summary of more than 1 MiB.
MAX_SUMMARY = 1_000_000
BAR = 20
MARKS = {Outcome.PASSED: "✅", Outcome.NOT_JUDGED: "⏭️"}


@contextmanager
def no_commands() -> Iterator[None]:
    """Has GitHub take nothing for a command that is printed in the block: some of it is a student's own text."""
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        yield
    finally:
        print(f"::{token}::", flush=True)


def commands(result: Result, files: Mapping[str, str]) -> list[str]:
    """Returns the commands that annotate exercises; `files` says where their files are in the repository."""
    if result.problem:
        return [_command("error", f"Not judged: {line(result.problem, 1000)}", {"title": "The submission"})]
    errors, warnings = [], []
    for name, exercise in result.exercises.items():
        place = {"file": files[name]} if name in files else {}
        title = {"title": f"{name}: {exercise.score}/{exercise.max_score}"}
        if exercise.problem or exercise.is_our_fault:
            problem = exercise.problem or "Some checks could not be judged: this is not your fault."
            warnings.append(_command("warning", line(problem, 1000), place | title))
        elif failed := _failed(exercise):
            told = "\n".join(f"{words(check.name)}: {line(check.message)}" for check in failed[:MAX_LINES])
            errors.append(_command("error", told, place | _lines(failed) | title))
    shown = [*errors[:MAX_ANNOTATIONS], *warnings[:MAX_ANNOTATIONS]]
    if left := len(errors) + len(warnings) - len(shown):
        shown.append(_command("notice", "The job's summary tells of all.", {"title": f"{left} more exercises"}))
    return shown


def summary(result: Result) -> str:
    """Returns the summary of the job: a table of the exercises, and what is told of each check while there is room."""
    full = round(BAR * result.score / result.max_score) if result.max_score else 0
    head = f"## {markdown(result.assignment)}: {result.score} / {result.max_score}"
    parts = [f"{head} `{'█' * full}{'░' * (BAR - full)}`\n"]
    if result.problem:
        parts.append(f"\nNot judged: {markdown(result.problem)}\n")
    parts.append("\n| | exercise | points | what to look at |\n|:-:|---|--:|---|\n")
    parts += [_row(name, exercise) for name, exercise in result.exercises.items()]
    room = MAX_SUMMARY - sum(len(part.encode()) for part in parts)
    for name, exercise in result.exercises.items():
        if exercise.problem is None and (failed := _failed(exercise)):
            part = f"\n<details><summary>{name}</summary>\n\n{''.join(map(_told, failed))}</details>\n"
            room -= len(part.encode())
            if room >= 0:
                parts.append(part)
    return "".join(parts)


def classroom(result: Result) -> str:
    """Returns the result for Classroom's reporter, whose log takes commands: no word of a student's is in it."""
    checks = [(name, exercise, check) for name, exercise in result.exercises.items() for check in exercise.checks]
    passed = all(check.outcome is Outcome.PASSED for _, _, check in checks)
    tests = [
        {
            "name": f"{name}: {words(check.name)}",
            "status": _status(exercise, check),
            "score": check.points,
            "message": None,
            "test_code": "",
            "line_no": 0,  # without it, the reporter prints "line undefined"
        }
        for name, exercise, check in checks
    ]
    status = "error" if result.is_our_fault else "pass" if passed else "fail"
    record = {"version": 1, "status": status, "max_score": result.max_score, "tests": tests}
    return base64.b64encode(json.dumps(record, separators=(",", ":")).encode()).decode()


def _failed(exercise: ExerciseResult) -> list[CheckResult]:
    return [check for check in exercise.checks if check.outcome is not Outcome.PASSED]


def _status(exercise: ExerciseResult, check: CheckResult) -> str:
    if check.outcome is Outcome.PASSED:
        return "pass"
    return "error" if check.outcome is Outcome.NOT_JUDGED and exercise.problem is None else "fail"


def _lines(failed: list[CheckResult]) -> dict[str, str]:
    """Returns the line of the student's file at which the first of these checks ended, if it is told."""
    quoted = re.findall(r"^  line ([0-9]{1,6}): ", failed[0].message, re.MULTILINE)
    return {"line": quoted[-1]} if quoted else {}


def _row(name: str, exercise: ExerciseResult) -> str:
    failed = _failed(exercise)
    if exercise.problem or not failed:
        mark, hint = ("⏭️" if exercise.problem else "✅"), markdown(exercise.problem or "")
    else:
        mark, hint = "❌", markdown(failed[0].message)
    points = "–" if exercise.problem else f"{exercise.score} / {exercise.max_score}"
    return f"| {mark} | {name} | {points} | {hint} |\n"


def _told(check: CheckResult) -> str:
    """Returns what is told of a check: its sentence as text, the rest as code."""
    first, _, rest = check.message.partition("\n")
    worth = "public" if check.public else f"{check.points}/{check.max_points}"
    told = f"{MARKS.get(check.outcome, '❌')} **{words(check.name)}** ({worth}): {markdown(first)}\n\n"
    return told + (f"{code_block(rest)}\n" if rest else "")


def _command(level: str, message: str, properties: Mapping[str, str]) -> str:
    """Returns a workflow command: on one line, whatever is in it."""
    given = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{level} {given}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """Writes as numbers what would end a command, or one of its properties."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in clean(text))
