"""The zip that goes to students: the template and the public half, byte-identical from run to run."""

from __future__ import annotations

from pathlib import Path

from autograder.bundles import archive, notebook
from autograder.bundles.archive import below, collect
from autograder.bundles.requirements import libraries, requirements
from autograder.content.notebook import SCRIPT
from autograder.model import Assignment


def members(assignment: Assignment, template: Path) -> dict[str, bytes]:
    """Returns the files of a student zip by their places below its one folder."""
    files = collect(template)
    files |= {name: data for name, data in collect(assignment.public).items() if "/" not in name}
    files |= below("figures", collect(assignment.public / "figures"))
    for exercise in assignment.exercises:
        files |= below(exercise.id, collect(exercise.public))
    files[f"{assignment.id}{SCRIPT}"] = notebook.script(assignment)
    lines = [line for library in libraries(assignment) for line in requirements(library)]
    files["requirements.txt"] += "".join(f"{line}\n" for line in lines).encode()
    return dict(sorted(files.items()))


def write(assignment: Assignment, template: Path, path: Path) -> None:
    """Writes the student zip."""
    archive.write(path, below(assignment.id, members(assignment, template)))
