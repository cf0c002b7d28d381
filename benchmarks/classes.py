"""A class made out of an assignment's own content, no two submissions alike, and its grading by our command."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.content.catalog import Course
from autograder.content.source import imported
from autograder.model import Assignment, Exercise, Submission
from benchmarks.measure import BenchmarkError, Run, measure

LIBRARIES = sys.stdlib_module_names | {"numpy"}
# After so many, submissions repeat those before, all but a comment: in a large class they cost what they cost before.
DIFFERENT = 100


@dataclass
class Class:
    """Submissions in a folder, and what each got when the class was graded last: score and number of passed checks."""

    course: Course
    assignment: Assignment
    folder: Path
    submissions: Sequence[Submission]
    scores: dict[str, tuple[int, int]] = field(default_factory=dict)

    def grade(self, count: int, *options: str, module: str = "autograder", **env: str) -> Run:
        """Returns what the command took for the first `count` submissions; each time it grades all of them anew."""
        out = self.folder / "marks"
        shutil.rmtree(out, ignore_errors=True)
        exercises = [word for exercise in self.assignment.exercises for word in ("--exercise", exercise.id)]
        paths = [submission.path for submission in self.submissions[:count]]
        command = [
            sys.executable,
            "-m",
            module,
            "--course",
            self.course.public.parent,
            "grade",
            *paths,
            *exercises,
            *options,
        ]
        command += ["--assignment", self.assignment.id, "--seed", "1", "--out", out]
        # What misconceptions answer is remembered beside the class, and not in the user's own cache.
        run = measure(command, env={"XDG_CACHE_HOME": str(self.folder / "cache")} | env)
        results = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
        if len(results) != count:
            raise BenchmarkError(f"{len(results)} of {count} submissions were graded:\n{run.output}")
        for result in results:
            checks = [check for exercise in result["exercises"].values() for check in exercise["checks"]]
            passed = sum(check["outcome"] == "passed" for check in checks)
            self.scores[result["submission"]] = (result["score"], passed)
        return run


def make_class(course: Course, assignment: Assignment, folder: Path, size: int) -> Class:
    """Writes submissions; the first ones of a larger class are those of a smaller one."""
    choices = [variants(exercise) for exercise in assignment.exercises]
    submissions = []
    for number in range(size):
        turn = number % DIFFERENT
        submission = Submission(f"student-{number:04}", folder / f"student-{number:04}")
        submission.path.mkdir(parents=True)
        for place, (exercise, kinds) in enumerate(zip(assignment.exercises, choices, strict=True)):
            # Students differ in which of their files is the wrong one, and in how it is wrong.
            kind = kinds[(turn + place) % len(kinds)]
            source = kind[turn // len(kinds) % len(kind)]
            text = f"{source}\n# Handed in by {submission.name}.\n"
            (submission.path / exercise.filename).write_text(text, encoding="utf-8")
        submissions.append(submission)
    return Class(course, assignment, folder, submissions)


def variants(exercise: Exercise) -> list[list[str]]:
    """Returns what students hand in: two times in four the answer, once a route, and once a misconception."""
    answer = exercise.answer.read_text(encoding="utf-8")
    routes = [route.read_text(encoding="utf-8") for route in exercise.routes]
    # The import of a library that the exercise does not need takes seconds, and would be all that is measured.
    routes = [source for source in routes if imported(source) <= LIBRARIES | set(exercise.needs)]
    wrong = [misconception.source for misconception in exercise.misconceptions]
    return [[answer], [answer], routes or [answer], wrong or [answer]]
