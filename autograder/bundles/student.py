"""The zip that goes to students: the template and the public half, byte-identical from run to run."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from autograder.bundles import archive
from autograder.model import Assignment

SUFFIXES = {".py", ".md", ".txt", ".ini", ".svg"}


def members(assignment: Assignment, template: Path) -> dict[str, bytes]:
    """Returns the files of a student zip by their places below its one folder."""
    files = _files(template)
    files |= {name: data for name, data in _files(assignment.public).items() if "/" not in name}
    files |= {f"figures/{name}": data for name, data in _files(assignment.public / "figures").items()}
    for exercise in assignment.exercises:
        files |= {f"{exercise.id}/{name}": data for name, data in _files(exercise.public).items()}
    needs = sorted({need for exercise in assignment.exercises for need in exercise.needs})
    files["requirements.txt"] += "".join(f"{line}\n" for need in needs for line in requirements(need)).encode()
    return dict(sorted(files.items()))


def write(assignment: Assignment, template: Path, path: Path) -> None:
    """Writes the student zip."""
    files = members(assignment, template)
    archive.write(path, {f"{assignment.id}/{name}": data for name, data in files.items()})


def requirements(need: str) -> list[str]:
    """Returns how this package's own extra `tf` requires a library, so that the versions are written once."""
    for requirement in importlib.metadata.requires("dl-autograder") or []:
        specifier, _, marker = requirement.partition(";")
        if specifier.startswith(need) and specifier[len(need)] in "<>=!~ " and '"tf"' in marker.replace("'", '"'):
            return [specifier.strip()]
    return []


def _files(folder: Path) -> dict[str, bytes]:
    """Returns the files below a folder, without links and without what tools leave behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix in SUFFIXES
        if not any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
    }
