"""A template repository for GitHub: the student half, and two workflows that grade what is pushed."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.bundles import archive, student
from autograder.bundles.archive import below
from autograder.model import Assignment

PYTHON = "3.13"
CHECKOUT = "actions/checkout@v6"
SETUP_PYTHON = "actions/setup-python@v6"
UPLOAD = "actions/upload-artifact@v6"
REPORTER = "classroom-resources/autograding-grading-reporter@v1"

PUBLIC = f"""\
# Runs the public checks on every push, as `pytest` does on your own machine. Needs no secret.
name: Public checks
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - uses: {CHECKOUT}
        with:
          persist-credentials: false
      - uses: {SETUP_PYTHON}
        with:
          python-version: "{PYTHON}"
      - run: python -m pip install -r requirements.txt
      - run: pytest
"""

HIDDEN = f"""\
# Grades with the hidden checks, where the instructor has named a grader; does nothing elsewhere. GitHub Classroom
# looks for a workflow of this name.
#
# The grader is a private repository that holds exercises/, reference/ and autograder/. Set, for this repository:
#   variable GRADER_REPOSITORY   owner/name of the grader
#   secret   GRADER_TOKEN        a fine-grained token with read access to the contents of that repository alone
#
# Whoever may change the files of a repository can have a workflow of it send the secret anywhere, and with it the
# hidden checks. So set both here only if a ruleset keeps students from pushing to .github; otherwise put this file
# into a private repository of yours, set both there (the token then also reads the students' repositories), and
# start it by hand or with `gh workflow run classroom.yml -f submission=owner/name`.
name: Hidden checks
on:
  push:
  workflow_dispatch:
    inputs:
      submission:
        description: Repository to grade, as owner/name (default is this one)
        type: string
permissions:
  contents: read
  actions: read
jobs:
  grade:
    if: vars.GRADER_REPOSITORY != '' && github.actor != 'github-classroom[bot]'
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    steps:
      - uses: {CHECKOUT}
        with:
          repository: ${{{{ inputs.submission || github.repository }}}}
          token: ${{{{ inputs.submission && secrets.GRADER_TOKEN || github.token }}}}
          path: submission
          persist-credentials: false
      - uses: {CHECKOUT}
        with:
          repository: ${{{{ vars.GRADER_REPOSITORY }}}}
          token: ${{{{ secrets.GRADER_TOKEN }}}}
          path: grader
          persist-credentials: false
      - uses: {SETUP_PYTHON}
        with:
          python-version: "{PYTHON}"
      - run: python -m pip install "./graderEXTRA"
      - id: grade
        working-directory: submission
        run: autograder grade . --single --assignment "$ASSIGNMENT" --ci github --junit "$RUNNER_TEMP/junit.xml"
        env:
          ASSIGNMENT: NAME
      - uses: {UPLOAD}
        if: always()
        with:
          name: junit
          path: ${{{{ runner.temp }}}}/junit.xml
          if-no-files-found: ignore
      # The job fails unless all checks pass; the reporter also tells GitHub Classroom, if there is one.
      - uses: {REPORTER}
        if: always() && steps.grade.outputs.result
        env:
          GRADE_RESULTS: ${{{{ steps.grade.outputs.result }}}}
        with:
          runners: grade
"""


def members(assignment: Assignment, template: Path) -> dict[str, bytes]:
    """Returns the files of the repository."""
    extra = "[tf-cpu]" if any(exercise.needs for exercise in assignment.exercises) else ""
    # A JSON string is a YAML one.
    hidden = HIDDEN.replace("EXTRA", extra).replace("NAME", json.dumps(assignment.id))
    workflows = {"public.yml": PUBLIC.encode(), "classroom.yml": hidden.encode()}
    ignored = "".join(f"{name}\n" for name in (".venv/", "__pycache__/", ".pytest_cache/", ".ipynb_checkpoints/"))
    return {
        **student.members(assignment, template),
        **below(".github/workflows", workflows),
        ".gitignore": ignored.encode(),
    }


def write(assignment: Assignment, template: Path, path: Path) -> None:
    """Writes the zip, which holds the repository in one folder."""
    archive.write(path, below(assignment.id, members(assignment, template)))
