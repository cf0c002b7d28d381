"""The attacks are real: what aims at a naive grader gets full marks from it, or what it wants to know."""

import base64
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks import naive
from tests.attacks.attack import ATTACKS, Attack
from tests.attacks.canary import Canary
from tests.attacks.kit import MARK
from tests.attacks.rows import ROWS
from tests.attacks.world import World
from tests.conftest import ANSWER

AIMED = {attack.name: attack for attack in ATTACKS if attack.aim}
FORGING = [name for name in AIMED if name in [*ROWS["forge"].split(), "pickle_return"]]
PRYING = [name for name in AIMED if name not in FORGING]
AIMS = sorted({attack.aim for attack in ATTACKS if attack.aim})
SECONDS = 30


@dataclass(frozen=True)
class Verdict:
    """What came of a submission at the naive grader."""

    full_marks: bool
    evidence: bool
    output: str


def naive_verdict(attack: Attack) -> Verdict:
    """Has a submission graded by the naive grader, in a world of its own."""
    world = World()
    try:
        world.hand_in(f"{attack.name}_then_good", world.text("other submission"))
        folder = world.folder / "naive" / attack.name
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(attack.text(world.folder))
        with open(folder / "output", "wb") as stream:
            done = subprocess.run(
                [sys.executable, naive.__file__, str(attack.aim), world.folder],
                cwd=folder,
                env=world.environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                timeout=SECONDS,
            )
        output = (folder / "output").read_text(errors="replace")
        evidence = MARK in output or bool(world.seen([output]))
        return Verdict(full_marks(attack, done.returncode, output, folder / "results.json"), evidence, output)
    finally:
        world.remove()


def full_marks(attack: Attack, status: int, output: str, results: Path) -> bool:
    """Reads the verdict where graders of that kind read it."""
    match attack.aim:
        case "status":
            return status == 0
        case "stdout":
            return bool(json.loads(output.splitlines()[-1])["score"] == 10)
    return results.exists() and bool(json.loads(results.read_text())["score"] == 10)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """The verdicts of the naive grader on all attacks that aim at one."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(AIMED, pool.map(naive_verdict, AIMED.values()), strict=True))


@pytest.mark.parametrize("before", ["", "x", "xy", "canary-"])
def test_a_canary_is_seen_in_every_disguise(before: str) -> None:
    canary, other = Canary.of("here"), Canary.of("elsewhere")
    for secret in (canary.digits, str(canary.number)):
        data = f"{before}{secret} and more".encode()
        for shown in (data.decode(), data.decode()[::-1], data.hex(), base64.b64encode(data).decode()):
            assert canary.seen_in(f"printed {shown}!")
            assert not other.seen_in(f"printed {shown}!")


@pytest.mark.parametrize("name", FORGING)
def test_a_forging_attack_gets_full_marks_from_a_naive_grader(name: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[name].full_marks, verdicts[name].output


@pytest.mark.parametrize("name", PRYING)
def test_a_prying_attack_comes_by_what_it_seeks_at_a_naive_grader(name: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[name].evidence, verdicts[name].output


# A model and its metrics are asked for their own opinion: a plain answer has none.
FAIR = [aim for aim in AIMS if aim not in ("model", "metrics")]


def test_the_naive_grader_gives_no_full_marks_to_a_plain_mistake() -> None:
    with ThreadPoolExecutor(2) as pool:
        verdicts = pool.map(naive_verdict, [Attack(aim, ANSWER.replace("* 2", "* 3"), aim=aim) for aim in FAIR])
    assert [aim for aim, verdict in zip(FAIR, verdicts, strict=True) if verdict.full_marks] == []
