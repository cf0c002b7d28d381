"""The bare floor: what the calls of the checks take when nothing guards or judges them.

A grading with one judge is recorded first. Then, for each worker that it had, a process that has imported the same
modules forks; the child loads the student's file and answers the very same calls with the same arguments, as a
worker does, and is killed. There is no sandbox, no limit, no folder to make and remove, no check, no comparison and
nothing to read in the answers: only the fork, the calls, the way of each to the child and back, and the end.
Started with modules as arguments, it reads tapes from standard input and prints what they took.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.isolation import wire, worker
from autograder.isolation.interpreter import ENVIRONMENT
from benchmarks.measure import BenchmarkError

ROOT = Path(__file__).parents[1]


def replay(tapes: Sequence[list[bytes]], modules: Sequence[str]) -> tuple[float, float]:
    """Returns the seconds and processor seconds of the calls on the tapes, one worker after the other, no imports."""
    command = [sys.executable, "-B", "-m", "benchmarks.floor", *modules]
    done = subprocess.run(command, input=pickle.dumps(tapes), capture_output=True, cwd=ROOT, env=ENVIRONMENT)
    if done.returncode:
        raise BenchmarkError(done.stderr.decode(errors="replace"))
    seconds, processor_seconds = map(float, done.stdout.split())
    return seconds, processor_seconds


def play(tape: Sequence[bytes]) -> None:
    """Forks a worker, makes the calls of a tape and kills it."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        for output in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), output)
        try:
            worker.serve(theirs)
        finally:
            os._exit(0)
    theirs.close()
    with ours, ours.makefile("rwb") as stream:
        for frame in tape:
            stream.write(frame)
            stream.flush()
            header, blob = wire.lengths(stream.read(wire.LENGTHS.size))
            stream.read(header + blob)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main() -> None:
    # numpy imports the last when it is first used, which is not a call of a check.
    for module in [*sys.argv[1:], "numpy.random"]:
        importlib.import_module(module)
    tapes = pickle.load(sys.stdin.buffer)
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        started, used = time.perf_counter(), processor_seconds()
        for tape in tapes:
            play(tape)
        print(time.perf_counter() - started, processor_seconds() - used)
        os.chdir(ROOT)


def processor_seconds() -> float:
    """Returns what this process and its children that have ended have used."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
