"""Proves the promises over the content; each proof is one file of `proving/`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from autograder.content.catalog import Course
from autograder.judging.examples import failing_examples
from autograder.judging.judge import Conditions
from autograder.judging.panel import check_needs
from autograder.model import Assignment, ContentError
from autograder.proving import halves, promises
from autograder.proving.record import Proof, Record
from autograder.results.files import write_file
from autograder.results.report import show_lines, show_table

ASSIGNMENT_FILES = {"README.md", "figures", "given.py"}


class Prover(Protocol):
    """A proof beyond the promises: what it finds of each exercise of an assignment, by their ids."""

    def __call__(
        self, course: Course, assignment: Assignment, conditions: Conditions, *, jobs: int
    ) -> Mapping[str, Record]: ...


@dataclass
class AssignmentProof:
    """The proofs of an assignment's exercises, and what is wrong with the assignment itself."""

    id: str
    exercises: list[Proof]
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems and all(proof.ok for proof in self.exercises)


def prove(
    course: Course,
    id: str,
    conditions: Conditions,
    *,
    jobs: int,
    exercises: Sequence[str] = (),
    provers: Sequence[Prover] = (),
) -> AssignmentProof:
    """Returns the proof of an assignment, or of the named exercises of it: the promises, then what else is asked."""
    proofs = {exercise_id: Proof(f"{id}/{exercise_id}") for exercise_id in course.chosen(id, exercises)}
    whole = []
    for exercise_id, proof in proofs.items():
        try:
            whole.append(course.exercise(id, exercise_id).id)
        except ContentError as error:
            proof.records.append(promises.Promises(problems=[str(error)]))
    found = AssignmentProof(id, list(proofs.values()))
    if not whole:
        return found
    assignment = course.assignment(id, whole)
    check_needs(assignment.exercises)
    # What belongs to no exercise is proved with all of them only.
    shared = [] if exercises else [assignment.public / "README.md", *filter(None, [assignment.given])]
    with ThreadPoolExecutor(1) as pool:
        examples = [pool.submit(failing_examples, path, assignment) for path in shared]
        kept = promises.prove(course, assignment, conditions, jobs=jobs)
    if shared:
        found.problems += halves.unexpected(assignment.public, ASSIGNMENT_FILES | set(proofs))
        found.problems += [problem for future in examples if (problem := future.result())]
    for exercise_id, promised in kept.items():
        proofs[exercise_id].records.append(promised)
    # What is a slip in a wrong answer?
    right = tuple(exercise for exercise in assignment.exercises if kept[exercise.id].answer == 1)
    for prover in provers if right else ():
        records = prover(course, replace(assignment, exercises=right), conditions, jobs=jobs)
        for exercise_id, record in records.items():
            proofs[exercise_id].records.append(record)
    return found


def show(proofs: Sequence[AssignmentProof]) -> None:
    """Prints one table over all exercises, then what is not as it should be."""
    exercises = [exercise for proof in proofs for exercise in proof.exercises]
    rows = [exercise.cells() for exercise in exercises]
    columns = max(rows, key=len, default={})
    show_table(list(columns), [[row.get(column, "–") for column in columns] for row in rows])
    show_lines(line for exercise in exercises for line in exercise.lines())
    show_lines(f"{proof.id}: {problem}" for proof in proofs for problem in proof.problems)


def write_json(path: Path, proofs: Sequence[AssignmentProof]) -> None:
    """Writes the proofs for programs."""
    record = {
        "ok": all(proof.ok for proof in proofs),
        "exercises": [exercise.as_dict() for proof in proofs for exercise in proof.exercises],
        "problems": [f"{proof.id}: {problem}" for proof in proofs for problem in proof.problems],
    }
    write_file(path, (json.dumps(record, indent=2) + "\n").encode())
