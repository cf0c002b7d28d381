"""The zip that Gradescope unpacks into /autograder/source: this engine, one assignment, and two scripts at its root."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shlex
from pathlib import Path

from autograder.bundles import archive
from autograder.bundles.archive import SUFFIXES, below, collect
from autograder.model import Assignment
from autograder.results import gradescope

PACKAGE = Path(__file__).parents[1]
# The extra of this package that has what an exercise needs.
EXTRA = re.compile(r""" and extra == ["']tf-cpu["']$""")

SETUP = """\
#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: gives the grader a Python of its own, and leaves the harness's alone.
set -euo pipefail
umask 022
root="${AUTOGRADER_ROOT:-/autograder}"
# The answers and the hidden checks: submissions run as other users.
chmod -R go-rwx "$root/source"

find_python() {
  for version in 3.13 3.12 3.11; do
    if "python$version" -c 'import ensurepip, venv' 2>/dev/null; then
      command -v "python$version"
      return
    fi
  done
  return 1
}

if ! python="$(find_python)"; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  for version in 3.13 3.12 3.11; do
    if apt-get install -y --no-install-recommends "python$version" "python$version-venv"; then break; fi
  done
  if ! python="$(find_python)"; then
    echo "This image has no Python 3.11 to 3.13: choose Ubuntu 22.04 or newer." >&2
    exit 1
  fi
fi
"$python" -m venv --clear "$root/venv"
"$root/venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check -r "$root/source/requirements.txt"

# Fails here rather than at each submission where something is missing; `doctor` is for who reads the log.
cd /
export PYTHONPATH="$root/source"
"$root/venv/bin/python" -P -B -m autograder --course "$root/source" list
"$root/venv/bin/python" -P -B -m autograder --course "$root/source" doctor || true
"""

RUN = """\
#!/usr/bin/env bash
# Runs for each submission, as root: the grader gives each exercise a process of its own, locked in, as another user.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
mkdir -p "$root/results"
# Says that the grader failed; stays if it does.
cp "$root/source/unfinished.json" "$root/results/results.json"
chmod -R go-rwx "$root/source" "$root/submission"
# Python must find nothing in the current folder.
cd /
export PYTHONPATH="$root/source"
exec "$root/venv/bin/python" -P -B -m autograder --course "$root/source" \\
  grade "$root/submission" --single --assignment ASSIGNMENT --jobs 1 \\
  --gradescope "$root/results/results.json" --hidden-visibility HIDDEN
"""


def members(assignment: Assignment, template: Path, hidden: str) -> dict[str, bytes]:
    """Returns the files of the zip: a course of one assignment beside the engine, as in a checkout."""
    run = RUN.replace("ASSIGNMENT", shlex.quote(assignment.id)).replace("HIDDEN", hidden)
    found = {
        "setup.sh": SETUP.encode(),
        "run_autograder": run.encode(),
        "requirements.txt": "".join(f"{line}\n" for line in requirements(assignment)).encode(),
        "unfinished.json": json.dumps(gradescope.unfinished(), indent=1).encode(),
        f"exercises/{assignment.id}/README.md": (assignment.public / "README.md").read_bytes(),
    }
    found |= below("autograder", engine()) | below("student_template", collect(template))
    if assignment.given:
        found[f"exercises/{assignment.id}/given.py"] = assignment.given.read_bytes()
    for exercise in assignment.exercises:
        place = f"{assignment.id}/{exercise.id}"
        found |= below(f"exercises/{place}", collect(exercise.public))
        private = collect(exercise.private, {*SUFFIXES, ".toml"})
        # Other right answers serve the proof of the content, and no grader.
        kept = {name: data for name, data in private.items() if not name.startswith("routes/")}
        found |= below(f"reference/{place}", kept)
    return found


def write(assignment: Assignment, template: Path, path: Path, hidden: str = "after_published") -> None:
    """Writes the zip; `hidden` says when a student may see hidden checks."""
    archive.write(path, members(assignment, template, hidden), programs=("setup.sh", "run_autograder"))


def engine() -> dict[str, bytes]:
    """Returns the modules of this package; in a wheel the course lies among them."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith("_course/")}


def requirements(assignment: Assignment) -> list[str]:
    """Returns what this package itself requires, so that the versions are written once; TensorFlow where needed."""
    required = importlib.metadata.requires("dl-autograder") or []
    lines = [line for line in required if "extra ==" not in line]
    if any(exercise.needs for exercise in assignment.exercises):
        lines += [EXTRA.sub("", line) for line in required if EXTRA.search(line)]
    return lines
