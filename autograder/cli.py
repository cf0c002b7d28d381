"""What a person types: click enters here only, and each command imports what it needs when it runs."""

from __future__ import annotations

import inspect
import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.content.catalog import Course, own_course
from autograder.model import MAX_SEED, AutograderError, Interrupted, UsageError

F = TypeVar("F", bound=Callable[..., Any])


class Commands(click.Group):
    """Turns our own errors into one sentence and their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("autograder: interrupted", err=True)
            ctx.exit(Interrupted.exit_code)
        except OSError as error:
            click.echo(f"autograder: {error.filename or 'the system'}: {error.strerror or error}", err=True)
            ctx.exit(1)


def with_example(text: str) -> Callable[[F], F]:
    """Shows an example at the end of a command's help."""

    def decorate(function: F) -> F:
        function.__doc__ = f"{inspect.cleandoc(function.__doc__ or '')}\n\n\b\nExample:\n  {text}"
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

# As in `pack.BUNDLES`, which imports too much for a `--help`.
KINDS = ["student", "notebook", "otter", "gradescope", "github"]
ISOLATION = "fork" if sys.platform == "linux" else "spawn"
isolation_option = click.option(
    "--isolation",
    type=click.Choice(["fork", "spawn"]),
    default=ISOLATION,
    show_default=True,
    help="Fork each worker from a warm process, or start an interpreter for each, which takes seconds.",
)
hidden_option = click.option(
    "--hidden-visibility",
    "hidden",
    type=click.Choice(["hidden", "after_published", "visible"]),  # as in `results.gradescope`
    default="after_published",
    show_default=True,
    help="When Gradescope shows hidden checks.",
)
file_type = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@course_option
@click.version_option(package_name="dl-autograder")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Packages the assignments of a deep-learning course and grades whole classes."""
    context.obj = (root or own_course()).resolve()


@main.command("list")
@click.pass_obj
@with_example("autograder list")
def list_command(root: Path) -> None:
    """Lists assignments and exercises: points, checks, difficulty and minutes."""
    from autograder.results.report import show_assignment

    course = Course(root)
    for id in course.assignment_ids():
        show_assignment(course.assignment(id))


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
@click.option(
    "--for",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    default=KINDS[:1],
    show_default=True,
    help="Whom the bundle is for; repeatable.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), required=True, help="Folder for the bundles.")
@click.option("--force", is_flag=True, help="Replace a bundle that exists.")
@hidden_option
@click.pass_obj
@with_example("autograder pack 06_1_cnn_theory --out dist")
def pack(
    root: Path, assignment: str, exercises: tuple[str, ...], kinds: tuple[str, ...], out: Path, force: bool, hidden: str
) -> None:
    """Makes a bundle out of an assignment: for students, of stubs, lessons and public checks, nothing else.

    For GitHub, that is a template repository with workflows. The bundle for Gradescope is an autograder zip, and the
    instructor's: it holds the answers and the hidden checks.
    """
    from autograder import pack

    course = Course(root)
    chosen = course.assignment(assignment, exercises)
    settings = {"gradescope": {"hidden": hidden}}
    for path in pack.pack(chosen, course.template, out, kinds, force=force, settings=settings):
        click.echo(f"wrote {path}")


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assignment", "-a", help="The assignment [default: the only one].")
@exercise_option
@click.option("--only", "students", multiple=True, metavar="STUDENT", help="Only this submission; repeatable.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="Folder for results.jsonl and the journal: the same command goes on where it was interrupted.",
)
@click.option("--regrade", is_flag=True, help="Judge again what the journal knows.")
@click.option(
    "--seed",
    type=click.IntRange(0, MAX_SEED),
    help="Of the inputs of hidden checks [default: that of the journal, or drawn].",
)
@click.option("--single", is_flag=True, help="Each PATH is one submission, even a folder without any expected name.")
@click.option("--junit", type=file_type, help="Write JUnit XML here: a suite for each submission and exercise.")
@click.option("--gradescope", type=file_type, help="Write Gradescope's results.json of one submission here.")
@hidden_option
@click.option(
    "--ci", type=click.Choice(["github"]), help="In a job: annotations, a summary and a result of one submission."
)
@jobs_option
@isolation_option
@click.option(
    "--unsafe-no-sandbox", "unsafe", is_flag=True, help="Let submissions do to this machine whatever you could do."
)
@click.pass_obj
@with_example("autograder grade downloads/ -a 06_1_cnn_theory --out marks")
def grade(
    root: Path,
    paths: tuple[Path, ...],
    assignment: str | None,
    exercises: tuple[str, ...],
    students: tuple[str, ...],
    out: Path | None,
    regrade: bool,
    seed: int | None,
    single: bool,
    junit: Path | None,
    gradescope: Path | None,
    hidden: str,
    ci: str | None,
    jobs: int,
    isolation: str,
    unsafe: bool,
) -> None:
    """Grades submissions: each PATH is one (folder, zip, .py or .ipynb file) or a folder of them.

    Exits with 0 when all were graded, whatever the scores, with 1 when the grader failed, with 2 for a wrong call,
    with 130 when it was interrupted.
    """
    from autograder.content.submission import find_submissions, only
    from autograder.grade import grade_class
    from autograder.isolation.sandbox import OPEN, Sandbox, available, lack
    from autograder.results.files import make_folder
    from autograder.results.formats import Formats, github_files

    course = Course(root)
    formats = Formats(junit, gradescope, hidden, github_files(os.environ) if ci else None)
    chosen = course.assignment(assignment or course.only_assignment("with -a"), exercises)
    submissions = only(students, find_submissions(paths, course.landmarks(chosen.id), skip=out, single=single))
    if out:
        make_folder(out)
    layers = available()
    places = [course.private.parent, *paths, *([out] if out else [])]
    if not unsafe and (missing := lack(layers, places)):
        raise AutograderError(f"{missing}; `autograder doctor` tells more, --unsafe-no-sandbox grades all the same")
    sandbox = OPEN if unsafe else Sandbox.around(course.private, layers)
    fork = isolation == "fork"
    grade_class(
        course,
        chosen,
        submissions,
        sandbox,
        out=out,
        jobs=jobs,
        seed=seed,
        regrade=regrade,
        fork=fork,
        formats=formats,
    )


@main.command()
@click.argument("assignment", required=False)
@exercise_option
@click.option(
    "--mutants",
    is_flag=True,
    help="The long proof, too: hidden checks notice every slip, wrong ideas are named rightly or not at all, and right "
    "answers hold under strain.",
)
@click.option(
    "--one-of",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="With --mutants: only about one of N of them, chosen by the content [default: all].",
)
@click.option("--json", "json_path", type=file_type, help="Write the proof here too.")
@jobs_option
@isolation_option
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=lambda: secrets.randbits(32),
    show_default="drawn",
    help="Of the inputs of hidden checks.",
)
@click.pass_obj
@with_example("autograder prove 06_1_cnn_theory --json proof.json")
def prove(
    root: Path,
    assignment: str | None,
    exercises: tuple[str, ...],
    mutants: bool,
    one_of: int,
    json_path: Path | None,
    jobs: int,
    isolation: str,
    seed: int,
) -> None:
    """Proves the content: answers and routes pass, stubs and misconceptions do not, nothing leaks.

    Needs the extras tf-cpu and dev, since routes may use any library.
    """
    from autograder import prove as proving
    from autograder.isolation.sandbox import Sandbox, available
    from autograder.judging.judge import Conditions
    from autograder.proving import mutation, naming, strain

    course = Course(root)
    if one_of > 1 and not mutants:
        raise UsageError(f"--one-of {one_of} is of mutants: name --mutants too")
    if exercises and not assignment:
        assignment = course.only_assignment("before --exercise")
    if assignment:
        course.chosen(assignment, exercises)
    ids = [assignment] if assignment else course.assignment_ids()
    conditions = Conditions(seed, Sandbox.around(course.private, available()), fork=isolation == "fork")
    provers: list[proving.Prover] = (
        [partial(mutation.prove, one_of=one_of), naming.prove, strain.prove] if mutants else []
    )
    proofs = [proving.prove(course, id, conditions, jobs=jobs, exercises=exercises, provers=provers) for id in ids]
    proving.show(proofs)
    if json_path:
        proving.write_json(json_path, proofs)
    if not all(proof.ok for proof in proofs):
        raise AutograderError(f"the content does not keep its promises, with --seed {seed}: see above")


@main.command()
@jobs_option
@click.pass_obj
@with_example("autograder demo")
def demo(root: Path, jobs: int) -> None:
    """Packs the first assignment, makes a small class out of its content and grades it."""
    from autograder import demo, pack
    from autograder.grade import grade_class
    from autograder.isolation.sandbox import Sandbox, available

    course = Course(root)
    assignment = course.assignment(course.assignment_ids()[0])
    with tempfile.TemporaryDirectory(prefix="autograder-demo-") as name:
        folder = Path(name)
        (path,) = pack.pack(assignment, course.template, folder)
        click.echo(f"packed {path.name}: {path.stat().st_size >> 10} kB for students\n")
        (folder / "class").mkdir()
        submissions = demo.make_class(assignment, folder / "class")
        sandbox = Sandbox.around(course.private, available())
        grade_class(course, assignment, submissions, sandbox, jobs=jobs, fork=ISOLATION == "fork")


@main.command()
@click.pass_obj
@with_example("autograder doctor")
def doctor(root: Path) -> None:
    """Says whether this machine can grade, behind which layers, and what to do about each lack."""
    from autograder import doctor

    findings = list(doctor.examine(Course(root).private))
    doctor.show(findings)
    if not findings[-1].ok:
        raise AutograderError(findings[-1].mend)
