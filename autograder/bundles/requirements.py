"""What students install: the libraries of an assignment, with the versions of this package's own metadata."""

from __future__ import annotations

import importlib.metadata
import sys

from autograder.content.source import imported, read_text
from autograder.model import Assignment

# What is installed under another name than it is imported.
INSTALLED_AS = {"PIL": "pillow"}


def libraries(assignment: Assignment) -> list[str]:
    """Returns the names of what the exercises need and of what `given.py` imports."""
    names = {need for exercise in assignment.exercises for need in exercise.needs}
    if assignment.given:
        names |= imported(read_text(assignment.given)) - sys.stdlib_module_names
    return sorted({INSTALLED_AS.get(name, name) for name in names}, key=str.lower)


def requirements(library: str) -> list[str]:
    """Returns how this package's own extra `tf` requires a library, so that the versions are written once."""
    for requirement in importlib.metadata.requires("dl-autograder") or []:
        specifier, _, marker = requirement.partition(";")
        if specifier.startswith(library) and specifier[len(library)] in "<>=!~ " and '"tf"' in marker.replace("'", '"'):
            return [specifier.strip()]
    return []
