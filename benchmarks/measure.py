"""Runs a command and measures its time, its processor time, and the memory of it and of all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

# So seldom that looking costs nothing that would be seen in the times.
POLL_SECONDS = 0.25


@dataclass(frozen=True)
class Run:
    """What a command took, and what it printed; memory in bytes, 0 where a command was too short to look."""

    seconds: float
    processor_seconds: float
    own_memory: int
    whole_memory: int
    output: str


class BenchmarkError(click.ClickException):
    """What was to be measured did not do its work, so its time says nothing."""


def measure(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
    expected: Collection[int] = (0,),
) -> Run:
    """Returns what a command took, all that it started and waited for included."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=os.environ | (env or {}),
        )
        memory = Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.stop()
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode not in expected:
        raise BenchmarkError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory.own, memory.whole, text)


class Memory(threading.Thread):
    """Looks at a process and its descendants again and again, and keeps the largest sizes that it has seen."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.own = 0
        self.whole = 0
        self.ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.ended.wait(POLL_SECONDS):
            self.own = max(self.own, size(self.pid, "VmHWM"))
            self.whole = max(self.whole, sum(size(pid, "VmRSS") for pid in family(self.pid)))

    def stop(self) -> None:
        """Looks no more."""
        self.ended.set()
        self.join()


def size(pid: int, field: str) -> int:
    """Returns a size of a process in bytes; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) << 10
    return 0


def family(pid: int) -> list[int]:
    """Returns a process and all that descend from it."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found
