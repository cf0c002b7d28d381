"""One run of the real command over the class of a world, and all that came of it."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.attacks.world import World

SECONDS = 240
# Starts the command and writes down the most memory that any process of it took: judges and workers are waited for.
MEASURE = """
import pathlib, resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10))
sys.exit(status if status >= 0 else 128 - status)
"""


@dataclass
class Run:
    """One run of the command over a class: what it said, what it wrote, and what it left behind."""

    world: World
    status: int
    seconds: float
    peak_mb: int
    stdout: str
    stderr: str
    left: dict[int, str]
    before: dict[str, tuple[Any, ...]]
    after: dict[str, tuple[Any, ...]]

    @cached_property
    def records(self) -> dict[str, dict[str, Any]]:
        """The records of results.jsonl, by submission."""
        path = self.world.folder / "marks/results.jsonl"
        assert path.exists(), f"The command wrote no results: {self.stderr[-2000:]}"
        records = [json.loads(line) for line in path.read_text().splitlines()]
        assert len({record["submission"] for record in records}) == len(records)
        return {record["submission"]: record for record in records}

    @cached_property
    def changes(self) -> list[str]:
        """The files that are there, gone or different since the run."""
        names = sorted(self.before.keys() | self.after.keys())
        return [name for name in names if self.before.get(name) != self.after.get(name)]

    @cached_property
    def loot(self) -> dict[str, list[str]]:
        """What attacks have left outside of their folders, by the names of the attacks."""
        loot: dict[str, list[str]] = {}
        for path in self.world.files():
            if path.suffix == ".loot":
                loot.setdefault(path.stem, []).append(path.read_text(errors="replace"))
        return loot

    def checks(self, submission: str) -> list[dict[str, Any]]:
        """The checks of one submission."""
        return [check for exercise in self.records[submission]["exercises"].values() for check in exercise["checks"]]


def grade(world: World) -> Run:
    """Grades the class of a world by the real command."""
    home, course = world.folder / "home", world.folder / "course"
    command = [sys.executable, "-c", MEASURE, home / "peak", sys.executable, "-m", "autograder", "--course", course]
    command += ["grade", world.folder / "class", "-a", "01_demo", "--out", world.folder / "marks", "--jobs", "2"]
    before = world.state()
    began = time.monotonic()
    with open(home / "out", "wb") as out, open(home / "err", "wb") as err:
        process = subprocess.Popen(
            [*map(str, command)], env=world.environment, cwd=home, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            world.end_processes()
            process.wait()
    seconds = time.monotonic() - began
    time.sleep(1)  # what lives on has time to show itself
    stdout, stderr = ((home / name).read_text(errors="replace") for name in ("out", "err"))
    peak = int((home / "peak").read_text()) if (home / "peak").exists() else 0
    return Run(world, process.returncode, seconds, peak, stdout, stderr, world.processes(), before, world.state())
