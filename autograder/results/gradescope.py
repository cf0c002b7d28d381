"""The results.json that Gradescope shows: one test for each check, the exercise first in its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.model import CheckResult, ExerciseResult, Outcome, Result
from autograder.results.text import code_block, line, markdown, words

# How Gradescope calls when a student may see a test.
VISIBILITIES = ["hidden", "after_published", "visible"]
SHOWN_WHEN = {
    "hidden": "Hidden checks decide the mark; they are not shown.",
    "after_published": "Hidden checks decide the mark; they are shown once grades are published.",
    "visible": "",
}
# The sidebar shows no more of a name.
MAX_NAME = 60
NOT_YOUR_FAULT = "The grader failed: this is not your fault, and no mark. Please tell your instructor."


def document(result: Result, hidden: str) -> dict[str, Any]:
    """Returns the results of one submission; `hidden` says when a student may see hidden checks."""
    return {
        "score": result.score,
        "output": "\n\n".join(_paragraphs(result, hidden)),
        "output_format": "md",
        "test_output_format": "md",
        "test_name_format": "text",
        "visibility": "visible",
        # What we print names hidden checks.
        "stdout_visibility": "hidden",
        "extra_data": {"seed": result.seed, "sandboxed": result.sandboxed},
        "tests": [
            _test(f"{i}.{j}", name, exercise, check, hidden)
            for i, (name, exercise) in enumerate(result.exercises.items(), 1)
            for j, check in enumerate(exercise.checks, 1)
        ],
    }


def unfinished() -> dict[str, Any]:
    """Returns what stands in the place of results until there are any."""
    return {
        "score": 0,
        "output": NOT_YOUR_FAULT,
        "output_format": "md",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def _paragraphs(result: Result, hidden: str) -> Iterator[str]:
    """Yields what is said above the tests: nothing of how hidden checks ended, unless they are visible."""
    if result.problem:
        yield f"**Not judged.** {markdown(f'{result.submission}: {result.problem}')}"
    elif result.is_our_fault:
        yield "**Some checks could not be judged.** This is not your fault. Please tell your instructor."
    checks = [check for exercise in result.exercises.values() for check in exercise.checks]
    public = [check for check in checks if check.public]
    passed = sum(check.outcome is Outcome.PASSED for check in public)
    yield f"{passed} of {len(public)} public checks passed. {SHOWN_WHEN[hidden]}".rstrip()


def _test(number: str, exercise: str, verdict: ExerciseResult, check: CheckResult, hidden: str) -> dict[str, Any]:
    """Returns one test; one that is worth nothing or that we could not judge has no score, which is no zero."""
    first, _, rest = check.message.partition("\n")
    lost = check.outcome is Outcome.NOT_JUDGED and verdict.problem is None
    told = [f"**{markdown(first)}**" if first else "", code_block(rest) if rest else ""]
    tags = [exercise, "public" if check.public else "hidden", *([check.misconception] if check.misconception else [])]
    return {
        "number": number,
        "name": line(f"{exercise}: {words(check.name)}", MAX_NAME),
        **({} if lost or not check.max_points else {"score": check.points, "max_score": check.max_points}),
        **({} if lost else {"status": "passed" if check.outcome is Outcome.PASSED else "failed"}),
        "output": "\n\n".join(part for part in told if part),
        "tags": tags,
        "visibility": "visible" if check.public else hidden,
    }
