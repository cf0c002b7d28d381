"""Results made by hand, for tests of what is written of them: pleasant ones, and what a student would like to write."""

from autograder.model import CheckResult, ExerciseResult, Outcome, Result

# What commands GitHub, a terminal, XML, HTML or Markdown; right to left, no text at all, and long.
HOSTILE = (
    "::error::forged\n  ::set-output name=result::forged\n##[error]forged\r\n%0A%\x1b[31m\0]]>\x85\u2028\u202e\ud800"
    "\ufffe</details><script>`` ``` *b* _i_ [a](b) | @all #1 ä 汉\n" + "x" * 100_000
)


def check(
    outcome: Outcome = Outcome.PASSED,
    *,
    name: str = "test_it",
    public: bool = False,
    points: int = 5,
    message: str = "",
) -> CheckResult:
    """A check that is worth something only when hidden, as in the catalog."""
    worth = 0 if public else points
    return CheckResult(name, public, outcome, worth if outcome is Outcome.PASSED else 0, worth, message)


def exercise(*checks: CheckResult, problem: str | None = None) -> ExerciseResult:
    return ExerciseResult(checks, problem)


def missing(problem: str) -> ExerciseResult:
    return exercise(check(Outcome.NOT_JUDGED, message=problem), problem=problem)


def result(submission: str = "ada", *, problem: str | None = None, **exercises: ExerciseResult) -> Result:
    return Result(submission, "01_demo", exercises, problem, seed=7)


PUBLIC = "Twice two is four.\nexpected 4, got 5\nThe last call:\n  >>> double(2)"
MIXED = result(
    double=exercise(
        check(Outcome.FAILED, name="test_doubles_two", public=True, message=PUBLIC),
        check(Outcome.PASSED, name="test_doubles_arrays", points=7),
        check(
            Outcome.TIMEOUT,
            name="test_leaves_its_argument",
            points=3,
            message="It stays as it was.\n  line 3: x[:] = 0",
        ),
    ),
    treble=exercise(check(name="test_trebles")),
    halve=missing("Not handed in: there is no file halve.py."),
    square=exercise(check(Outcome.NOT_JUDGED, message="The check itself went wrong: this is not your fault.")),
)
ALL_HOSTILE = result(
    HOSTILE,
    problem=None,
    double=exercise(check(Outcome.ERROR, public=True, message=f"Twice two is four.\n{HOSTILE}")),
    treble=exercise(check(Outcome.FAILED, message=HOSTILE)),
    halve=missing(HOSTILE),
)
