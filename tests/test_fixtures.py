"""Fixtures of checks: what a module shares lives as long as a worker, and `rng` draws by the seed of the run."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.content.catalog import Course
from autograder.judging.panel import Panel, Task
from autograder.model import CheckResult, Outcome
from tests.conftest import ANSWER, CONDITIONS

SHARED = '''"""Hidden checks of double, which share a list that the student's file makes."""

import pytest
from checking import assert_same
from double import double, make


@pytest.fixture(scope="module")
def made():
    return make()


@pytest.mark.points(5)
def test_doubles_arrays(made):
    """The list is made."""
    assert_same(double(made), 1)


@pytest.mark.points(5)
def test_leaves_its_argument(made):
    """The list is still there."""
    assert_same(double(made), 2)
'''
# What is made stays in the worker; `double` says how often that very object was asked for.
MAKES = """
class Made:
    asked = 0

def make():
    return Made()

def double(made):
    if made == 2:
        return 4
    made.asked += 1
    return made.asked
"""

Judge = Callable[..., tuple[CheckResult, ...]]


@pytest.fixture
def judged(course: Course) -> Judge:
    def judge(source: str, hidden: str, seed: int = 1, times: int = 1) -> tuple[CheckResult, ...]:
        (course.private / "01_demo/01_double/test_double_hidden.py").write_text(hidden)
        exercises = course.assignment("01_demo").exercises
        with Panel(exercises, course.template, replace(CONDITIONS, seed=seed), jobs=1) as panel:
            verdicts = list(panel.judge(Task(i, {"01_double": source.encode()}) for i in range(times)))
        *_, (_, last) = verdicts
        return last["01_double"].checks

    return judge


def test_what_a_module_shares_is_made_once_a_submission(judged: Judge) -> None:
    _, first, second = judged(MAKES, SHARED, times=3)
    assert [first.outcome, second.outcome] == [Outcome.PASSED, Outcome.PASSED]


def test_it_is_made_anew_after_a_worker_was_lost(judged: Judge) -> None:
    crash = MAKES.replace(
        "    return made.asked", "    if made.asked == 1: __import__('os')._exit(1)\n    return made.asked"
    )
    _, first, second = judged(crash, SHARED)
    # Not an error of the check, which would be our fault: the second one has an object of its own.
    assert [first.outcome, second.outcome] == [Outcome.CRASHED, Outcome.CRASHED]


def test_it_is_made_anew_after_an_error(judged: Judge) -> None:
    raises = MAKES.replace("    return made.asked", "    if made.asked == 1: raise KeyError(1)\n    return made.asked")
    _, first, second = judged(raises, SHARED)
    assert [first.outcome, second.outcome] == [Outcome.ERROR, Outcome.ERROR]


def test_what_cannot_be_made_is_the_students_error_in_every_check(judged: Judge) -> None:
    _, first, second = judged(MAKES.replace("return Made()", "raise ValueError('no')"), SHARED)
    assert [first.outcome, second.outcome] == [Outcome.ERROR, Outcome.ERROR]
    assert "line 6: raise ValueError('no')" in second.message


DRAWS = '''"""Hidden checks of double with drawn inputs."""

import pytest
from checking import assert_same
from double import double


@pytest.mark.points(9)
def test_doubles_arrays(rng):
    """Every number is doubled."""
    for x in rng.integers(3, 1 << 40, 5).tolist():
        assert_same(double(x), 2 * x)


@pytest.mark.points(1)
def test_leaves_its_argument(rng):
    """An even number is doubled."""
    x = int(rng.integers(1 << 40))
    assert x % 2 or double(x) == 2 * x
'''


def test_inputs_are_the_same_for_a_seed_and_others_for_another(judged: Judge) -> None:
    # The last check calls the function for every second seed or so, and costs no time when it does not.
    tells = "def double(x):\n    return 4 if x == 2 else 1 / 0\n"
    outcomes = [judged(tells, DRAWS, seed)[2].outcome for seed in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)]
    assert outcomes[::2] == outcomes[1::2]
    assert set(outcomes) == {Outcome.PASSED, Outcome.ERROR}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_misconception_is_named_whatever_the_seed_has_drawn(judged: Judge, seed: int) -> None:
    assert judged(ANSWER.replace("x * 2", "x + x + x"), DRAWS, seed)[1].misconception == "triples"


def test_an_answer_that_is_right_for_other_inputs_is_no_misconception(judged: Judge) -> None:
    # Wrong for the inputs of this run only: judged again for a diagnosis, it passes.
    once = (
        "seen = []\ndef double(x):\n    seen.append(x)\n    return x * (3 if seen[0] == 2 and len(seen) == 2 else 2)\n"
    )
    _, drawn, _ = judged(once, DRAWS)
    assert (drawn.outcome, drawn.misconception) == (Outcome.FAILED, None)


def test_what_a_module_shares_is_given_up_with_the_checks_that_need_not_run(course: Course) -> None:
    """The next submission must not get the list of the one whose last checks were left out."""
    (course.private / "01_demo/01_double/test_double_hidden.py").write_text(SHARED)
    (exercise,) = course.assignment("01_demo").exercises
    exercise = replace(exercise, checks=exercise.checks[1:])
    sources = [MAKES.replace("return made.asked", "return 3"), MAKES, MAKES.replace("asked = 0", "asked = 1"), MAKES]
    conditions = replace(CONDITIONS, first_failure_only=True)
    with Panel((exercise,), course.template, conditions, jobs=1) as panel:
        tasks = [Task(i, {"01_double": source.encode()}) for i, source in enumerate(sources)]
        verdicts = {key: verdict["01_double"].checks for key, verdict in panel.judge(tasks)}
    passed, failed = Outcome.PASSED, Outcome.FAILED
    outcomes = [[check.outcome for check in verdicts[i]] for i in range(4)]
    assert outcomes == [[failed], [passed, passed], [failed], [passed, passed]]
