"""What a person types: click enters here only, and each command imports what it needs when it runs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.content.catalog import Course, own_course
from autograder.model import Assignment, AutograderError, Result, Submission, UsageError

F = TypeVar("F", bound=Callable[..., Any])


class Commands(click.Group):
    """Turns our own errors into one sentence and their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            click.echo(f"autograder: {error.filename or 'the system'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def with_example(text: str) -> Callable[[F], F]:
    """Shows an example at the end of a command's help."""

    def decorate(function: F) -> F:
        function.__doc__ = f"{function.__doc__}\n\n\b\nExample:\n  {text}"
        return function

    return decorate


course_option = click.option(
    "--course",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with exercises, reference and student_template [default: the course of the package].",
)
exercise_option = click.option(
    "--exercise", "-e", "exercises", multiple=True, metavar="EXERCISE", help="Only this exercise; repeatable."
)
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="cores",
    help="How many submissions are judged at a time.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@course_option
@click.version_option(package_name="dl-autograder")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Packages the assignments of a deep-learning course and grades whole classes."""
    context.obj = root or own_course()


@main.command("list")
@click.pass_obj
@with_example("autograder list")
def list_command(root: Path) -> None:
    """Lists assignments, exercises, points and checks."""
    from autograder.results.report import show_table

    course = Course(root)
    for id in course.assignment_ids():
        assignment = course.assignment(id)
        rows = [
            [
                exercise.id,
                str(exercise.points),
                str(sum(check.public for check in exercise.checks)),
                str(sum(not check.public for check in exercise.checks)),
                exercise.title,
            ]
            for exercise in assignment.exercises
        ]
        total = sum(exercise.points for exercise in assignment.exercises)
        show_table(
            ["exercise", "points", "public checks", "hidden checks", "title"],
            rows,
            title=f"{id} · {assignment.title} · {total} points",
        )


@main.command()
@click.argument("path", metavar="ASSIGNMENT/EXERCISE")
@click.pass_obj
@with_example("autograder new 06_1_cnn_theory/03_trace_cnn")
def new(root: Path, path: str) -> None:
    """Makes both halves of a new exercise, ready to fill in."""
    from autograder.content.scaffold import make_exercise

    assignment, _, exercise = path.strip("/").partition("/")
    for file in make_exercise(Course(root), assignment, exercise):
        click.echo(f"wrote {file}")
    click.echo(f"\nFill them in; `autograder prove {assignment}` says what is missing.")


@main.command()
@click.argument("assignment")
@exercise_option
@click.option("--out", "-o", type=click.Path(path_type=Path), required=True, help="Folder for the zip.")
@click.option("--force", is_flag=True, help="Replace a zip that exists.")
@click.pass_obj
@with_example("autograder pack 06_1_cnn_theory --out dist")
def pack(root: Path, assignment: str, exercises: tuple[str, ...], out: Path, force: bool) -> None:
    """Makes the student zip: stubs, lessons and public checks, nothing else."""
    from autograder import pack

    course = Course(root)
    path = pack.pack(course.assignment(assignment, exercises), course.template, out, force=force)
    click.echo(f"wrote {path}")


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assignment", "-a", help="The assignment [default: the only one].")
@exercise_option
@click.option("--out", "-o", type=click.Path(path_type=Path), help="Folder for results.jsonl.")
@jobs_option
@click.pass_obj
@with_example("autograder grade downloads/ -a 06_1_cnn_theory --out marks")
def grade(
    root: Path,
    paths: tuple[Path, ...],
    assignment: str | None,
    exercises: tuple[str, ...],
    out: Path | None,
    jobs: int,
) -> None:
    """Grades submissions: each PATH is one (folder, zip or .py file) or a folder of them.

    Exits with 0 when all were graded, whatever the scores, with 1 when the grader failed, with 2 for a wrong call.
    """
    from autograder.content.submission import find_submissions
    from autograder.results.files import make_folder

    course = Course(root)
    chosen = course.assignment(assignment or _only_assignment(course), exercises)
    submissions = find_submissions(paths, course.landmarks(chosen.id), skip=out)
    if out:
        make_folder(out)
    results = _grade_and_show(course, chosen, submissions, out, jobs)
    if any(result.is_our_fault for result in results):
        raise AutograderError("some checks could not be judged, and that is not the students' fault: see above")


@main.command()
@click.argument("assignment", required=False)
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the proof here too.")
@jobs_option
@click.pass_obj
@with_example("autograder prove 06_1_cnn_theory --json proof.json")
def prove(root: Path, assignment: str | None, json_path: Path | None, jobs: int) -> None:
    """Proves the content: answers and routes pass, stubs and misconceptions do not, nothing leaks.

    Needs the extras tf-cpu and dev, since routes may use any library.
    """
    from autograder import prove as proving

    course = Course(root)
    if assignment:
        course.expect_assignment(assignment)
    ids = [assignment] if assignment else course.assignment_ids()
    proofs = [proving.prove(course, id, jobs=jobs) for id in ids]
    proving.show(proofs)
    if json_path:
        proving.write_json(json_path, proofs)
    if not all(proof.ok for proof in proofs):
        raise AutograderError("the content does not keep its promises: see above")


@main.command()
@jobs_option
@click.pass_obj
@with_example("autograder demo")
def demo(root: Path, jobs: int) -> None:
    """Packs the first assignment, makes a small class out of its content and grades it."""
    from autograder import demo, pack

    course = Course(root)
    assignment = course.assignment(course.assignment_ids()[0])
    with tempfile.TemporaryDirectory(prefix="autograder-demo-") as name:
        folder = Path(name)
        path = pack.pack(assignment, course.template, folder)
        click.echo(f"packed {path.name}: {path.stat().st_size >> 10} kB for students\n")
        (folder / "class").mkdir()
        submissions = demo.make_class(assignment, folder / "class")
        _grade_and_show(course, assignment, submissions, None, jobs)


def _only_assignment(course: Course) -> str:
    ids = course.assignment_ids()
    if len(ids) != 1:
        raise UsageError(f"which assignment? Name one with -a: {', '.join(ids)}")
    return ids[0]


def _grade_and_show(
    course: Course, assignment: Assignment, submissions: list[Submission], out: Path | None, jobs: int
) -> list[Result]:
    """Grades, writes results.jsonl and prints the class, or the one submission in full."""
    from autograder.grade import grade
    from autograder.results import report

    order = {submission.name: i for i, submission in enumerate(submissions)}
    grading = grade(assignment, submissions, course.template, jobs=jobs)
    graded = report.watch(grading, len(submissions), f"grading {assignment.id}")
    results = sorted(graded, key=lambda result: order[result.submission])
    if out:
        report.write_jsonl(out / "results.jsonl", results)
    report.show_class(results)
    if len(results) == 1:
        report.show_feedback(results[0])
    if out:
        click.echo(f"wrote {out / 'results.jsonl'}")
    return results
