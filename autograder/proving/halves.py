"""What is seen without running anything: the files of the two halves, and that nothing private is in a student zip."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.content.effort import FORM
from autograder.content.source import parse
from autograder.model import Exercise

POINTS = 10
# A line of the answer that is shorter may stand in a lesson by chance.
TELLING_LINE = 24
PRIVATE_FILES = {"exercise.toml", "routes", "wrong"}


def faults(exercise: Exercise) -> Iterator[str]:
    """Yields what is missing in the two halves of an exercise, and what does not belong there."""
    yield from unexpected(exercise.public, {"README.md", exercise.stub.name, exercise.public_checks.name})
    yield from unexpected(exercise.private, {*PRIVATE_FILES, exercise.answer.name, exercise.hidden_checks.name})
    for path in (exercise.public / "README.md", exercise.answer):
        if not path.is_file():
            yield f"{path} is missing: write it"
    if (readme := exercise.public / "README.md").is_file() and not exercise.effort:
        yield f"{readme} has no line `{FORM}` below its title: write it"
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


def unexpected(folder: Path, allowed: set[str]) -> Iterator[str]:
    """Yields what lies in a folder and is not allowed there."""
    for path in sorted(folder.iterdir()):
        if path.name not in allowed and path.name != "__pycache__":
            yield f"{path} does not belong here: delete it"


def leaks(exercise: Exercise, zipped: dict[str, bytes]) -> Iterator[str]:
    """Yields what a student zip would give away of the private half."""
    texts = {place: data.decode(errors="replace") for place, data in zipped.items()}
    public = exercise.stub.read_text(encoding="utf-8") + exercise.public_checks.read_text(encoding="utf-8")
    if exercise.given:  # what it imports tells nothing; all else of it might be the answer
        lines = map(str.strip, exercise.given.read_text(encoding="utf-8").splitlines())
        public += "\n".join(line for line in lines if line.startswith(("import ", "from ")))
    for path in (exercise.answer, exercise.hidden_checks):
        if not path.is_file():
            continue
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            if len(line) < TELLING_LINE or line in public:
                continue
            for place, text in texts.items():
                if line in text:
                    yield f"{place} in the student zip holds a line of {path}: {line}"


def _signatures(path: Path) -> dict[str, str]:
    return {
        node.name: f"({ast.unparse(node.args)}) -> {ast.unparse(node.returns) if node.returns else None}"
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef)
    }
