"""The folders are the architecture: imports point down, and each outside library has one door."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "autograder"
MODULES = {path: path.relative_to(PACKAGE.parent).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")}

# From the top floor to the ground; a module may import from its own floor and from those below it.
FLOORS = [
    ["autograder/cli", "autograder/__main__"],
    ["autograder/grade", "autograder/pack", "autograder/prove", "autograder/demo", "autograder/doctor"],
    ["autograder/proving"],
    ["autograder/judging"],
    ["autograder/bundles"],
    ["autograder/results"],
    ["autograder/content"],
    ["autograder/isolation"],
    ["autograder/model"],
    ["autograder/__init__"],
]
DOORS = {
    "click": ["autograder/cli"],
    "rich": ["autograder/results/report"],
    "pytest": ["autograder/judging/judge"],
    "_pytest": ["autograder/judging/judge"],
    "numpy": [
        "autograder/isolation/wire",
        "autograder/isolation/worker",
        "autograder/judging",
        "autograder/proving/wrapper",
    ],
}


def within(module: str, places: list[str]) -> bool:
    return any(module == place or module.startswith(f"{place}/") for place in places)


def floor(module: str) -> int:
    return next(i for i, places in enumerate(FLOORS) if within(module, places))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from autograder import grade` names a module, `from autograder.grade import grade` does too.
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return {name.replace(".", "/") for name in names} - {"__future__/annotations", "__future__"}


@pytest.mark.parametrize("path", MODULES, ids=MODULES.values())
def test_imports_point_down(path: Path) -> None:
    known = set(MODULES.values())
    ours = {name for name in imported(path) if name in known}
    assert {name for name in ours if floor(name) < floor(MODULES[path])} == set()


@pytest.mark.parametrize("path", MODULES, ids=MODULES.values())
def test_outside_libraries_come_in_by_their_door(path: Path) -> None:
    outside = {name.split("/")[0] for name in imported(path)} - sys.stdlib_module_names - {"autograder"}
    assert outside <= DOORS.keys()
    assert [name for name in outside if not within(MODULES[path], DOORS[name])] == []


@pytest.mark.parametrize("path", [path for path in MODULES if "isolation" in path.parts])
def test_the_wall_knows_nothing_else_of_the_package(path: Path) -> None:
    ours = {name for name in imported(path) if name.startswith("autograder/")}
    assert all(within(name, ["autograder/isolation"]) for name in ours)


def test_the_engine_names_no_exercise() -> None:
    exercises = [path.name.split("_", 1)[1] for path in (PACKAGE.parent / "exercises").glob("*/*_*") if path.is_dir()]
    assert exercises
    # The help of `new` and `grade` shows examples; nothing but examples may name content.
    texts = {module: path.read_text(encoding="utf-8") for path, module in MODULES.items()}
    assert [
        (module, name) for module, text in texts.items() for name in exercises if name in text and "cli" not in module
    ] == []


@pytest.mark.parametrize("call", ["--help", "grade --help", "pack --help"])
def test_help_loads_no_heavy_library(call: str) -> None:
    script = (
        "import sys\nfrom autograder.cli import main\n"
        f"main({call.split()!r}, standalone_mode=False)\n"
        "print(sorted({'numpy', 'tensorflow', 'keras', 'pytest', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
