"""Proves the promises over the content: what is right gets all points, what is wrong does not, and nothing leaks."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.bundles import student
from autograder.content.catalog import Course
from autograder.content.source import parse
from autograder.judging.examples import failing_examples
from autograder.judging.judge import Conditions
from autograder.judging.panel import Panel, Task, check_needs
from autograder.model import Assignment, ContentError, Exercise, ExerciseResult, Outcome
from autograder.results.files import write_file
from autograder.results.report import show_lines, show_table, watch

POINTS = 10
# A line of the answer that is shorter may stand in a lesson by chance.
TELLING_LINE = 24
ASSIGNMENT_FILES = {"README.md", "figures"}
PUBLIC_FILES = {"README.md"}
PRIVATE_FILES = {"exercise.toml", "routes", "wrong"}


@dataclass
class Proof:
    """What is proved of one exercise, and the sentences that say what is not."""

    id: str
    answer: float = 0.0
    stub: float = 0.0
    misconceptions: int = 0
    missed: list[str] = field(default_factory=list)
    routes: int = 0
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.answer == 1 and self.stub == 0 and not (self.missed or self.refused or self.problems)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "answer": self.answer,
            "stub": self.stub,
            "misconceptions": {
                "caught": self.misconceptions - len(self.missed),
                "of": self.misconceptions,
                "missed": self.missed,
            },
            "routes": {
                "accepted": self.routes - len(self.refused),
                "of": self.routes,
                "refused": self.refused,
            },
            "problems": self.problems,
        }


@dataclass
class AssignmentProof:
    """The proofs of an assignment's exercises, and what is wrong with the assignment itself."""

    id: str
    exercises: list[Proof]
    problems: list[str]

    @property
    def ok(self) -> bool:
        return not self.problems and all(proof.ok for proof in self.exercises)


def prove(course: Course, id: str, conditions: Conditions, *, jobs: int) -> AssignmentProof:
    """Returns the proof of an assignment."""
    proofs = {exercise_id: Proof(f"{id}/{exercise_id}") for exercise_id in course.exercise_ids(id)}
    whole = []
    for exercise_id, proof in proofs.items():
        try:
            whole.append(course.exercise(id, exercise_id).id)
        except ContentError as error:
            proof.problems.append(str(error))
    if not whole:
        return AssignmentProof(id, list(proofs.values()), [])
    assignment = course.assignment(id, whole)
    check_needs(assignment.exercises)
    problems = list(_unexpected(assignment.public, ASSIGNMENT_FILES | set(proofs)))
    with ThreadPoolExecutor(jobs) as pool:
        lesson = pool.submit(failing_examples, assignment.public / "README.md", assignment)
        examples = {
            exercise.id: [
                pool.submit(failing_examples, path, assignment)
                for path in (exercise.stub, exercise.public / "README.md")
                if path.is_file()
            ]
            for exercise in assignment.exercises
        }
        zipped = student.members(assignment, course.template)
        for exercise in assignment.exercises:
            proof = proofs[exercise.id]
            proof.problems += [*_halves(exercise), *_leaks(exercise, zipped)]
            proof.misconceptions = len(exercise.misconceptions)
            proof.routes = len(exercise.routes)
        _judge(assignment, proofs, course.template, conditions, jobs)
        for exercise_id, futures in examples.items():
            proofs[exercise_id].problems += [found for future in futures if (found := future.result())]
        problems += [found for found in [lesson.result()] if found]
    return AssignmentProof(id, list(proofs.values()), problems)


def _variants(exercise: Exercise) -> Iterator[tuple[str, str, bytes]]:
    """Yields the kind, the name and the source of everything that is judged."""
    yield "answer", "", exercise.answer.read_bytes()
    yield "stub", "", exercise.stub.read_bytes()
    for misconception in exercise.misconceptions:
        yield "misconception", misconception.id, misconception.source.encode()
    for route in exercise.routes:
        yield "route", route.stem, route.read_bytes()


def _judge(assignment: Assignment, proofs: dict[str, Proof], template: Path, conditions: Conditions, jobs: int) -> None:
    """Judges every variant twice: the two must agree to the byte."""
    tasks = [
        Task((exercise.id, kind, name), {exercise.id: source})
        for exercise in sorted(assignment.exercises, key=lambda exercise: not exercise.needs)
        for kind, name, source in _variants(exercise)
        for _ in range(2)
    ]
    exercises = {exercise.id: exercise for exercise in assignment.exercises}
    first: dict[object, ExerciseResult] = {}
    with Panel(assignment.exercises, template, replace(conditions, diagnose=False), jobs=jobs) as panel:
        for key, verdict in watch(panel.judge(tasks), len(tasks), f"proving {assignment.id}"):
            id, kind, name = key
            result = verdict[id]
            if key not in first:
                first[key] = result
                _note(proofs[id], exercises[id], kind, name, result)
            else:
                for one, other in zip(first[key].checks, result.checks, strict=True):
                    if replace(one, seconds=0) != replace(other, seconds=0):
                        proofs[id].problems.append(f"two runs of {kind} {name} disagree on {one.name}: {one} {other}")


def _note(proof: Proof, exercise: Exercise, kind: str, name: str, result: ExerciseResult) -> None:
    """Writes down what the result of one variant proves."""
    share = result.score / result.max_score if result.max_score else 0.0
    outcomes = {check.name: check.outcome for check in result.checks}
    not_passed = [name for name, outcome in outcomes.items() if outcome is not Outcome.PASSED]
    if Outcome.NOT_JUDGED in outcomes.values():
        proof.problems.append(f"a check goes wrong on {kind} {name}: {', '.join(not_passed)}")
    match kind:
        case "answer":
            proof.answer = share
            proof.problems += [f"the answer does not pass {check}" for check in not_passed]
        case "stub":
            proof.stub = share
            proof.problems += [
                f"the stub passes {check}" for check, outcome in outcomes.items() if outcome is Outcome.PASSED
            ]
        case "misconception":
            caught_by = next(m.caught_by for m in exercise.misconceptions if m.id == name)
            if caught_by not in not_passed:
                proof.missed.append(name)
        case "route":
            if not_passed:
                proof.refused.append(f"{name}: {', '.join(not_passed)}")


def _halves(exercise: Exercise) -> Iterator[str]:
    """Yields what is missing in the two halves of an exercise, and what does not belong there."""
    yield from _unexpected(exercise.public, {*PUBLIC_FILES, exercise.stub.name, exercise.public_checks.name})
    yield from _unexpected(exercise.private, {*PRIVATE_FILES, exercise.answer.name, exercise.hidden_checks.name})
    for path in (exercise.public / "README.md", exercise.answer):
        if not path.is_file():
            yield f"{path} is missing: write it"
    if exercise.points != POINTS:
        yield f"{exercise.hidden_checks}: the points add up to {exercise.points}, not to {POINTS}"
    if not exercise.misconceptions:
        yield f"{exercise.private / 'exercise.toml'}: no misconception yet: add the first wrong idea"
    if not exercise.routes:
        yield f"{exercise.private / 'routes'}: no route yet: add another right answer"
    used = {misconception.source for misconception in exercise.misconceptions}
    for path in sorted((exercise.private / "wrong").glob("*.py")):
        if path.read_text(encoding="utf-8") not in used:
            yield f"{path} is the `wrong` of no misconception: name it in exercise.toml, or delete it"
    if exercise.answer.is_file():
        answer = _signatures(exercise.answer)
        for name, signature in _signatures(exercise.stub).items():
            if answer.get(name) != signature:
                yield f"{exercise.answer}: the signature of {name} is not the stub's {name}{signature}"


def _unexpected(folder: Path, allowed: set[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name not in allowed and path.name != "__pycache__":
            yield f"{path} does not belong here: delete it"


def _signatures(path: Path) -> dict[str, str]:
    return {
        node.name: f"({ast.unparse(node.args)}) -> {ast.unparse(node.returns) if node.returns else None}"
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef)
    }


def _leaks(exercise: Exercise, zipped: dict[str, bytes]) -> Iterator[str]:
    """Yields what a student zip would give away of the private half."""
    texts = {place: data.decode(errors="replace") for place, data in zipped.items()}
    public = exercise.stub.read_text(encoding="utf-8") + exercise.public_checks.read_text(encoding="utf-8")
    for path in (exercise.answer, exercise.hidden_checks):
        if not path.is_file():
            continue
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            if len(line) < TELLING_LINE or line in public:
                continue
            for place, text in texts.items():
                if line in text:
                    yield f"{place} in the student zip holds a line of {path}: {line}"


def show(proofs: Sequence[AssignmentProof]) -> None:
    """Prints one table over all exercises, then what is not as it should be."""
    exercises = [exercise for proof in proofs for exercise in proof.exercises]
    show_table(
        ["exercise", "answer", "stub", "misconceptions caught", "routes accepted", ""],
        [
            [
                proof.id,
                f"{proof.answer:.0%}",
                f"{proof.stub:.0%}",
                f"{proof.misconceptions - len(proof.missed)} of {proof.misconceptions}",
                f"{proof.routes - len(proof.refused)} of {proof.routes}",
                "ok" if proof.ok else "not ok",
            ]
            for proof in exercises
        ],
    )
    for proof in exercises:
        show_lines([f"{proof.id}: misconception {id} is not caught" for id in proof.missed])
        show_lines([f"{proof.id}: route refused: {route}" for route in proof.refused])
        show_lines([f"{proof.id}: {problem}" for problem in proof.problems])
    for assignment in proofs:
        show_lines([f"{assignment.id}: {problem}" for problem in assignment.problems])


def write_json(path: Path, proofs: Sequence[AssignmentProof]) -> None:
    """Writes the proofs for programs."""
    record = {
        "ok": all(proof.ok for proof in proofs),
        "exercises": [exercise.as_dict() for proof in proofs for exercise in proof.exercises],
        "problems": [f"{proof.id}: {problem}" for proof in proofs for problem in proof.problems],
    }
    write_file(path, (json.dumps(record, indent=2) + "\n").encode())
