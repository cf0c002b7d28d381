"""The results of a run as other tools read them: where each is wanted, refused before grading where it cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.model import Assignment, Result, Submission, UsageError
from autograder.results import github, gradescope, junit
from autograder.results.files import expect_room, write_file

# Where GitHub reads a step's summary and its outputs.
GITHUB_FILES = ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")


@dataclass(frozen=True)
class Formats:
    """Which formats are wanted, and where; `github` says where GitHub reads a summary and outputs."""

    junit: Path | None = None
    gradescope: Path | None = None
    hidden: str = "after_published"
    github: tuple[Path, Path] | None = None

    @property
    def wanted(self) -> bool:
        return bool(self.junit or self.gradescope or self.github)

    def expect_room(self, submissions: Sequence[Submission]) -> None:
        """Refuses what could not be written once all is graded."""
        for name, place in (("--gradescope", self.gradescope), ("--ci github", self.github)):
            if place and len(submissions) != 1:
                mend = "name one with --only, or say with --single that the folder is one"
                raise UsageError(f"{name} is about one submission, and here are {len(submissions)}: {mend}")
        for path in (self.junit, self.gradescope):
            if path:
                expect_room(path)
        for path in self.github or ():
            _append(path, "")

    @contextmanager
    def around_output(self) -> Iterator[None]:
        """Lets a block print what it likes: on GitHub, too, it commands nothing."""
        if not self.github:
            yield
            return
        with github.no_commands():
            yield

    def write(self, assignment: Assignment, submissions: Sequence[Submission], results: Sequence[Result]) -> None:
        """Writes what is wanted of the results; of one submission there is none when the run was interrupted."""
        if self.junit:
            write_file(self.junit, junit.document(assignment.id, results))
        if self.gradescope and results:
            record = gradescope.document(results[0], self.hidden)
            write_file(self.gradescope, json.dumps(record, indent=1).encode())
        if self.github and results:
            for command in github.commands(results[0], _places(assignment, submissions[0])):
                print(command)
            summary, output = self.github
            _append(summary, github.summary(results[0]))
            _append(output, f"result={github.classroom(results[0])}\n")


NO_FORMATS = Formats()


def github_files(environment: Mapping[str, str]) -> tuple[Path, Path]:
    """Returns where GitHub reads a step's summary and its outputs."""
    for name in GITHUB_FILES:
        if not environment.get(name):
            raise UsageError(f"--ci github needs ${name}, which GitHub sets in a job: run it there, or name a file")
    summary, output = (Path(environment[name]) for name in GITHUB_FILES)
    return summary, output


def _places(assignment: Assignment, submission: Submission) -> dict[str, str]:
    """Returns where the files of exercises are in a submission that is laid out as the student zip is."""
    return {
        exercise.name: f"{exercise.id}/{exercise.filename}"
        for exercise in assignment.exercises
        if (submission.path / exercise.id / exercise.filename).is_file()
    }


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
