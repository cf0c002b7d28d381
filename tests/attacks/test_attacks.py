"""A class that attacks the real command: nobody gains a point, learns a secret, stays, or harms another."""

import builtins
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.isolation.limits import LIBRARY_DATA, MEGABYTE
from tests.attacks.archives import ARCHIVES
from tests.attacks.attack import ATTACKS, Attack
from tests.attacks.kit import MARK
from tests.attacks.rows import NAMES, NOT_APPLICABLE
from tests.attacks.run import Run, grade
from tests.attacks.world import MEMORY_MB, World
from tests.conftest import ANSWER

SECONDS = 90
# What the limits of the system let a worker have at most: its share, what libraries may need, and the libraries' own
# pages. On a machine with nothing else to do, the nursery looks at it before that.
PEAK_MB = MEMORY_MB + LIBRARY_DATA // MEGABYTE + 100
RECORD_BYTES = 20_000
# What a check may take, with a new worker and the import of the file: the limits of the course, and some air.
CHECK_SECONDS = 1 + 2 + 1.5
SENTENCES = ("Every cell of an array is doubled.", "The argument stays as it was, and so does its shape.")
OUR_WORDS = re.compile(r"Your code [\w ,.]{1,100}\.|That is three times as much\.")

ORDINARY = {
    "ordinary_answer": ANSWER,
    "ordinary_triple": ANSWER.replace("* 2", "* 3"),
    "ordinary_zero": ANSWER.replace("x * 2", "x * 0"),
    "ordinary_error": ANSWER.replace("x * 2", "x.missing"),
    "ordinary_slip": "def double(x) return x * 2\n",
    "ordinary_print": 'def double(x):\n    print("doubling", x)\n    return x * 5\n',
}

each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


def good(secret: str, number: int) -> str:
    """Returns a right answer with a secret; no two are the same file, so that each is judged."""
    return f"# {secret} {number}\n{ANSWER}"


def then_good(attack: Attack) -> str:
    return f"{attack.name}_then_good"


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """The class, graded once: every attack, after each a right answer, and ordinary students among them."""
    world = World()
    try:
        for number, attack in enumerate(ATTACKS):
            attack.hand_in(world)
            world.hand_in(then_good(attack), good(world.text("other submission"), number))
        for name, source in ORDINARY.items():
            world.hand_in(name, source)
        world.hand_in("zz_last", good(world.text("other submission"), len(ATTACKS)))
        yield grade(world)
    finally:
        world.remove()


@pytest.fixture(scope="module")
def peaceful_run() -> Iterator[Run]:
    """The ordinary students graded without an attacker among them."""
    world = World()
    try:
        for name, source in ORDINARY.items():
            world.hand_in(name, source)
        yield grade(world)
    finally:
        world.remove()


def messages(run: Run, attack: Attack) -> list[str]:
    """Returns everything that the attacker would be told."""
    record = run.records[attack.submission]
    problems = [record["problem"], *(exercise["problem"] for exercise in record["exercises"].values())]
    return [text for text in problems if text] + [check["message"] for check in run.checks(attack.submission)]


def without_times(record: dict[str, Any]) -> Any:
    """Returns what a record says, but not how long it took."""
    return json.loads(
        json.dumps(record["exercises"]), object_hook=lambda pairs: {k: v for k, v in pairs.items() if k != "seconds"}
    )


def test_every_row_is_an_attack_or_says_why_it_cannot_be_one() -> None:
    assert sorted(NAMES) == sorted([attack.name for attack in ATTACKS] + list(NOT_APPLICABLE))


def test_the_command_grades_everybody_and_exits_with_0(run: Run) -> None:
    handed_in = {attack.submission for attack in ATTACKS} | {then_good(attack) for attack in ATTACKS} | ORDINARY.keys()
    assert run.records.keys() == handed_in | {"zz_last"}
    assert (run.status, run.stderr) == (0, "")


def test_the_command_ends_in_time(run: Run) -> None:
    assert run.seconds < SECONDS


def test_no_process_takes_more_memory_than_its_share(run: Run) -> None:
    assert run.peak_mb < PEAK_MB


def test_no_process_is_left(run: Run) -> None:
    assert run.left == {}


def test_no_temporary_file_is_left(run: Run) -> None:
    assert list((run.world.folder / "tmp").iterdir()) == []


@each_attack
def test_an_attack_gets_the_points_that_it_deserves(attack: Attack, run: Run) -> None:
    assert run.records[attack.submission]["score"] == attack.expected


@each_attack
def test_an_attack_shows_nobody_a_secret(attack: Attack, run: Run) -> None:
    assert run.world.seen([*messages(run, attack), *run.loot.get(attack.name, [])]) == []


def test_the_screen_shows_no_secret(run: Run) -> None:
    assert run.world.seen([run.stdout, run.stderr]) == []


@each_attack
def test_an_attack_can_do_nothing_that_it_should_not(attack: Attack, run: Run) -> None:
    """An attack says by itself, in what it prints, what turned out to be possible."""
    assert [line for text in messages(run, attack) for line in text.splitlines() if MARK in line] == []


@each_attack
def test_an_attack_changes_nothing_outside_of_its_folder(attack: Attack, run: Run) -> None:
    assert [name for name in run.changes if attack.name in name] == []
    assert attack.name not in run.loot


def test_no_other_file_is_changed(run: Run) -> None:
    assert [name for name in run.changes if not any(attack.name in name for attack in ATTACKS)] == []


@each_attack
def test_an_attack_ends_in_time_and_is_judged(attack: Attack, run: Run) -> None:
    """What was judged is the student's own doing; a file that cannot be read is a problem with its reason."""
    checks = run.checks(attack.submission)
    assert [check["seconds"] for check in checks if check["seconds"] > CHECK_SECONDS] == []
    problem = any(exercise["problem"] for exercise in run.records[attack.submission]["exercises"].values())
    assert problem or "not_judged" not in [check["outcome"] for check in checks]


@each_attack
def test_what_an_attacker_is_told_is_short_and_commands_no_terminal(attack: Attack, run: Run) -> None:
    assert len(json.dumps(run.records[attack.submission])) < RECORD_BYTES
    odd = {char for text in messages(run, attack) for char in text if char not in "\n\t" and not char.isprintable()}
    assert odd == set()


@each_attack
def test_a_hidden_check_tells_an_attacker_nothing_of_itself(attack: Attack, run: Run) -> None:
    """Its sentence, one of ours about what the code did, a misconception, and three lines of his own at most."""
    for check in run.checks(attack.submission):
        if check["public"] or check["outcome"] == "not_judged":
            continue
        sentence, *rest = check["message"].splitlines() or [""]
        quoted = [line for line in rest if line.startswith("  line ")]
        said = [line for line in rest if line not in quoted]
        assert sentence in ("", *SENTENCES)
        assert [line for line in said if not OUR_WORDS.fullmatch(line)] == []
        assert {kind for line in said for kind in re.findall(r"raised (\w+)\.", line)} <= vars(builtins).keys()
        assert len(quoted) <= 3
        assert attack.name in ARCHIVES or all(
            line.split(": ", 1)[1] in attack.text(run.world.folder) for line in quoted
        )


def test_the_screen_is_not_commanded(run: Run) -> None:
    assert {char for char in run.stdout if char != "\n" and not char.isprintable()} == set()


@each_attack
def test_an_attack_fails_at_the_wall_and_not_by_a_slip_of_its_own(attack: Attack, run: Run) -> None:
    if attack.name in ARCHIVES:
        return
    slips = ("NameError", "SyntaxError", "AttributeError", "ImportError", "ModuleNotFoundError", "UnboundLocalError")
    assert [text for text in messages(run, attack) if any(slip in text for slip in slips)] == []


@each_attack
def test_the_one_after_an_attack_gets_full_marks(attack: Attack, run: Run) -> None:
    record = run.records[then_good(attack)]
    assert record["score"] == record["max_score"] == 10


@pytest.mark.parametrize("name", ORDINARY)
def test_others_get_the_same_result_as_without_attackers(name: str, run: Run, peaceful_run: Run) -> None:
    assert without_times(run.records[name]) == without_times(peaceful_run.records[name])


def test_the_last_one_gets_full_marks(run: Run) -> None:
    assert run.records["zz_last"]["score"] == 10
