"""Mutants that the hidden checks do not notice are named, and so are equivalents that are none."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from autograder.content.catalog import Course
from autograder.content.mutants import make_mutants
from autograder.prove import prove
from autograder.proving import mutation
from autograder.proving.record import Proof
from tests.conftest import ANSWER, CONDITIONS, HIDDEN, METADATA

PRIVATE = "reference/01_demo/01_double"
# Of these, x + 2 and x ** 2 cannot be told from 2 * x.
LENIENT = '''"""Hidden checks of double, which only ask for the double of 2."""

import pytest
from checking import assert_same
from double import double


@pytest.mark.points(7)
def test_doubles_arrays():
    """Twice two is four."""
    assert_same(double(2), 4)


@pytest.mark.points(3)
def test_leaves_its_argument():
    """Twice two is an integer."""
    assert_same(double(2), 4)
'''
SURVIVORS = ["line 2: return x * 2 -> return x + 2", "line 2: return x * 2 -> return x ** 2"]


def equivalent(after: str, before: str = "x * 2") -> str:
    return f'\n[[equivalent]]\nreplace = "{before}"\nwith = "{after}"\nreason = "It is."\n'


def proof_of(root: Path, *, one_of: int = 1, **files: str) -> Proof:
    """Returns the proof after files of the private half were changed."""
    names = {"answer": "double.py", "hidden": "test_double_hidden.py", "metadata": "exercise.toml"}
    for kind, text in files.items():
        (root / PRIVATE / names[kind]).write_text(text)
    provers = [partial(mutation.prove, one_of=one_of)]
    (proof,) = prove(Course(root), "01_demo", CONDITIONS, jobs=2, provers=provers).exercises
    return proof


def mutants_of(proof: Proof) -> Any:
    return proof.as_dict()["mutants"]


def test_good_checks_kill_every_mutant(root: Path) -> None:
    proof = proof_of(root)
    assert proof.ok
    made = len(make_mutants(ANSWER))
    assert mutants_of(proof) == {"made": made, "killed": made, "equivalent": 0, "survived": []}


def test_survivors_are_named_in_the_order_of_the_answer(root: Path) -> None:
    proof = proof_of(root, hidden=LENIENT)
    assert not proof.ok
    assert mutants_of(proof)["survived"] == SURVIVORS
    assert [line for line in proof.lines() if "survives" in line] == [
        f"01_demo/01_double: a mutant survives: {survivor}" for survivor in SURVIVORS
    ]


def test_a_listed_equivalent_may_survive(root: Path) -> None:
    # Layout is free: the edit is of the answer as it is written.
    metadata = METADATA + equivalent("x+2") + equivalent("(x ** 2)  # of 2")
    proof = proof_of(root, hidden=LENIENT, metadata=metadata)
    assert proof.records[-1].ok
    assert mutants_of(proof) | {"made": 0, "killed": 0} == {"made": 0, "killed": 0, "equivalent": 2, "survived": []}


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        (equivalent("x * 4"), "number 1 is no mutant that is made"),
        (equivalent("x * 2 # the same"), "number 1 is no mutant that is made"),
        (equivalent("x *"), "number 1 is no mutant that is made"),
        (equivalent("x + 2") * 2, "number 2 is number 1 once more"),
    ],
)
def test_an_equivalent_that_is_no_mutant_is_named(root: Path, listed: str, words: str) -> None:
    toml = root / PRIVATE / "exercise.toml"
    toml.write_text(METADATA + listed)
    (exercise,) = Course(root).assignment("01_demo").exercises
    assert mutation.Experiment(exercise, 1).mutation.problems == [f"{toml}: equivalent {words}: delete it"]


def test_an_equivalent_that_is_killed_is_named(root: Path) -> None:
    proof = proof_of(root, hidden=LENIENT, metadata=METADATA + equivalent("x * 3"))
    toml = root / PRIVATE / "exercise.toml"
    killed = f"{toml}: equivalent number 1 does not pass test_doubles_arrays: delete it"
    assert proof.records[-1].problems == [killed]
    assert f"{proof.id}: {killed}" in proof.lines()
    assert not proof.records[-1].ok
    assert mutants_of(proof)["equivalent"] == 0


def test_a_sample_is_the_same_each_time_and_another_after_a_change(root: Path) -> None:
    samples = {}
    for text in (HIDDEN, HIDDEN, f"{HIDDEN}# a change\n", f"{HIDDEN}# another\n"):
        (root / PRIVATE / "test_double_hidden.py").write_text(text)
        (exercise,) = Course(root).assignment("01_demo").exercises
        sample = tuple(mutation.Experiment(exercise, 2).mutants)
        assert samples.setdefault(text, sample) == sample
    assert len(set(samples.values())) > 1
    assert all(set(sample) < set(make_mutants(ANSWER)) for sample in samples.values())


def test_an_equivalent_outside_the_sample_is_no_problem(root: Path) -> None:
    proof = proof_of(root, one_of=10**6, hidden=LENIENT, metadata=METADATA + equivalent("x + 2"))
    assert mutants_of(proof) == {"made": 0, "killed": 0, "equivalent": 0, "survived": []}
    assert proof.records[-1].ok


def test_a_mutant_on_which_a_check_goes_wrong_is_named_and_not_killed(root: Path) -> None:
    wrong = LENIENT.replace("assert_same(double(2), 4)", "assert [0, 1, 2, 3, 4][double(2)] == 4", 1)
    proof = proof_of(root, hidden=wrong)
    found = mutants_of(proof)
    (problem,) = [problem for problem in proof.records[-1].problems if "return x * 3" in problem]
    assert problem.startswith("a check goes wrong on a mutant: test_doubles_arrays: line 2:")
    assert found["killed"] == found["made"] - len(found["survived"]) - len(proof.records[-1].problems)


def test_there_is_no_slip_in_a_wrong_answer(root: Path) -> None:
    proof = proof_of(root, answer=ANSWER.replace("x * 2", "x * 2 + 1"))
    assert not proof.ok
    assert "mutants" not in proof.as_dict()
