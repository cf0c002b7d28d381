"""The words of the package as frozen values, and the errors, each with its exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

# A number that every reader of JSON keeps whole.
MAX_SEED = (1 << 53) - 1


class AutograderError(Exception):
    """Something on our side is wrong; the message is one sentence that names the mend."""

    exit_code = 1


class UsageError(AutograderError):
    """The call itself is wrong."""

    exit_code = 2


class ContentError(AutograderError):
    """A file of an exercise is wrong; names the file, the line and the mend."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {problem}")


class SubmissionError(AutograderError):
    """What was handed in cannot be read; becomes a row of the class table and stops nothing."""


class Interrupted(AutograderError):
    """The one who asked does not want to wait; what is done is kept."""

    exit_code = 130


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True)
class Check:
    """A test function: its name, the sentence that a student is told, and what it is worth."""

    name: str
    tells: str
    points: int
    public: bool


@dataclass(frozen=True)
class Limits:
    """What a worker may use; the names are the keys of `[limits]` in exercise.toml."""

    load_seconds: float = 60.0
    check_seconds: float = 10.0
    cpu_seconds: float = 60.0
    memory_mb: int = 512
    file_mb: int = 32
    open_files: int = 256


@dataclass(frozen=True)
class Misconception:
    """A wrong idea: the answer with that idea in it, and the hidden check that catches it."""

    id: str
    tells: str
    caught_by: str
    source: str = field(repr=False)


@dataclass(frozen=True)
class Equivalent:
    """A mutant that hidden checks may not notice: the answer with a change which leaves the contract kept, and why."""

    source: str = field(repr=False)
    reason: str


@dataclass(frozen=True)
class Effort:
    """What an exercise asks of a student: how hard it is, from 1 to 5, and how many minutes it takes."""

    difficulty: int
    minutes: int


@dataclass(frozen=True)
class Exercise:
    """One function or model to write, with both of its halves."""

    id: str
    title: str
    public: Path
    private: Path
    checks: tuple[Check, ...]
    limits: Limits
    needs: tuple[str, ...]
    misconceptions: tuple[Misconception, ...]
    equivalents: tuple[Equivalent, ...] = ()
    effort: Effort | None = None

    @property
    def name(self) -> str:
        return self.id.split("_", 1)[1]

    @property
    def filename(self) -> str:
        return f"{self.name}.py"

    @property
    def stub(self) -> Path:
        return self.public / self.filename

    @property
    def answer(self) -> Path:
        return self.private / self.filename

    @property
    def public_checks(self) -> Path:
        return self.public / f"test_{self.filename}"

    @property
    def given(self) -> Path | None:
        """The code and data of its assignment that students are given and that checks may use, too."""
        return given_in(self.public.parent)

    @property
    def hidden_checks(self) -> Path:
        return self.private / f"test_{self.name}_hidden.py"

    @property
    def routes(self) -> tuple[Path, ...]:
        return tuple(sorted((self.private / "routes").glob("*.py")))

    @property
    def points(self) -> int:
        return sum(check.points for check in self.checks)


def given_in(lesson: Path) -> Path | None:
    """Returns what students are given in an assignment; not a link, as it could point at something private."""
    path = lesson / "given.py"
    return path if path.is_file() and not path.is_symlink() else None


@dataclass(frozen=True)
class Assignment:
    """A lesson and its exercises, in the order of study."""

    id: str
    title: str
    public: Path
    exercises: tuple[Exercise, ...]

    @property
    def given(self) -> Path | None:
        """The code and data with which its exercises begin."""
        return given_in(self.public)


@dataclass(frozen=True)
class Notebook:
    """The code cells of a notebook in their order, lines ended by `\\n`; what is not the student's is an empty text."""

    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.cells)

    def place(self, line: int) -> str:
        """Says where a line of the text stands, as a student would look for it."""
        for number, cell in enumerate(self.cells, 1):
            lines = cell.count("\n") + 1
            if line <= lines:
                return f"code cell {number}, line {line}"
            line -= lines
        return "the notebook"


# What is judged: the bytes of a Python file, or a notebook.
Source = bytes | Notebook


@dataclass(frozen=True)
class Submission:
    """What one student handed in: a folder, a zip or a single file."""

    name: str
    path: Path


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check and what the student is told of it.

    `alike` are the misconceptions that answer the check just as the student did: where it is one, it is named.
    """

    name: str
    public: bool
    outcome: Outcome
    points: int
    max_points: int
    message: str = ""
    misconception: str | None = None
    alike: tuple[str, ...] = ()
    seconds: float = 0.0

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> CheckResult:
        """Returns the check result that is this record."""
        return cls(**record | {"outcome": Outcome(record["outcome"]), "alike": tuple(record["alike"])})


@dataclass(frozen=True)
class ExerciseResult:
    """The outcomes of one exercise; `problem` says why nothing could be judged."""

    checks: tuple[CheckResult, ...]
    problem: str | None = None

    @classmethod
    def not_judged(cls, exercise: Exercise, problem: str) -> ExerciseResult:
        """Returns a result in which no check was judged, for the one reason `problem`."""
        return cls(
            tuple(
                CheckResult(check.name, check.public, Outcome.NOT_JUDGED, 0, check.points, problem)
                for check in exercise.checks
            ),
            problem,
        )

    @classmethod
    def lost(cls, exercise: Exercise) -> ExerciseResult:
        """Returns a result in which no check was judged because the grader failed."""
        return cls(cls.not_judged(exercise, "The grader failed: this is not your fault.").checks)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> ExerciseResult:
        """Returns the result of which `as_dict` gives this record."""
        return cls(tuple(map(CheckResult.from_dict, record["checks"])), record["problem"])

    def noting(self, note: str) -> ExerciseResult:
        """Returns the result with a note for the student at the first check that did not pass, or else at the first."""
        checks = list(self.checks)
        place = next((i for i, check in enumerate(checks) if check.outcome is not Outcome.PASSED), 0)
        if note and checks:
            message = f"{checks[place].message}\n{note}".lstrip("\n")
            checks[place] = replace(checks[place], message=message)
        return replace(self, checks=tuple(checks))

    @property
    def score(self) -> int:
        return sum(check.points for check in self.checks)

    @property
    def max_score(self) -> int:
        return sum(check.max_points for check in self.checks)

    @property
    def is_our_fault(self) -> bool:
        return self.problem is None and any(c.outcome is Outcome.NOT_JUDGED for c in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """Returns the part of a record of results.jsonl that is about one exercise."""
        return {
            "score": self.score,
            "max_score": self.max_score,
            "problem": self.problem,
            "checks": [vars(check) | {"alike": list(check.alike)} for check in self.checks],
        }


@dataclass(frozen=True)
class Result:
    """What one submission got, by the names of the exercises; `seed` drew the inputs of hidden checks.

    Without a sandbox, what the submission did to the grader is unknown.
    """

    submission: str
    assignment: str
    exercises: Mapping[str, ExerciseResult]
    problem: str | None = None
    seed: int | None = None
    sandboxed: bool = True

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Result:
        """Returns the result of which `as_dict` gives this record."""
        exercises = {name: ExerciseResult.from_dict(exercise) for name, exercise in record["exercises"].items()}
        rest = {name: record[name] for name in ("problem", "seed", "sandboxed")}
        return cls(record["submission"], record["assignment"], exercises, **rest)

    @property
    def score(self) -> int:
        return sum(exercise.score for exercise in self.exercises.values())

    @property
    def max_score(self) -> int:
        return sum(exercise.max_score for exercise in self.exercises.values())

    @property
    def is_our_fault(self) -> bool:
        return any(exercise.is_our_fault for exercise in self.exercises.values())

    def as_dict(self) -> dict[str, Any]:
        """Returns the record of results.jsonl."""
        return {
            "schema": 1,
            "submission": self.submission,
            "assignment": self.assignment,
            "score": self.score,
            "max_score": self.max_score,
            "problem": self.problem,
            "seed": self.seed,
            "sandboxed": self.sandboxed,
            "exercises": {name: result.as_dict() for name, result in self.exercises.items()},
        }
