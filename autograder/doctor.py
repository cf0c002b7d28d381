"""Says whether this machine can grade: the layers in force, seen at work, and what to do about each lack."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.isolation import wire
from autograder.isolation.client import WorkerLine, WorkerLost
from autograder.isolation.sandbox import Sandbox, available, hidden_interpreter, lack
from autograder.isolation.workers import NurseryLine, NurseryProcess
from autograder.model import Limits
from autograder.results.report import show_table

# What a container of Gradescope has by default, and what a nursery with TensorFlow and one worker need.
GRADESCOPE = "Gradescope gives 0.5 cores and 768 MB unless asked for more"
ENOUGH_MEMORY = 1536 << 20
TRIES = {
    "read /etc/passwd": "open('/etc/passwd').read()",
    "look beside its folder": "os.listdir('..')",
    "open a connection": "socket.socket()",
    "start a process": "os.fork()",
    "signal its parent": "os.kill(os.getppid(), 0)",
}
PROBE = """
import os, socket

def tries(statement):
    try:
        eval(statement)
    except OSError as error:
        return error.strerror
"""


@dataclass(frozen=True)
class Finding:
    """One thing about this machine, whether it is as it should be, and the mend."""

    what: str
    value: str
    ok: bool = True
    mend: str = ""


def examine(private: Path) -> Iterator[Finding]:
    """Yields what matters for grading here, the decision last."""
    yield Finding("Python", platform.python_version())
    yield from map(_installed, ("numpy", "pytest", "tensorflow", "keras"))
    cores, memory = usable_cores(), usable_memory()
    small = "" if cores >= 1 else f"{GRADESCOPE}: choose at least one core"
    yield Finding("cores", f"{cores:g}", cores >= 1, small)
    little = "" if memory >= ENOUGH_MEMORY else f"TensorFlow and one worker need 1.5 GB. {GRADESCOPE}"
    yield Finding("memory", f"{memory / 2**30:.1f} GB", memory >= ENOUGH_MEMORY, little)
    yield Finding("workers are", "forked" if hasattr(os, "fork") else "fresh interpreters (--isolation spawn)")
    yield from _layers(private)


def usable_cores() -> float:
    """Returns how many processors this process may use, by its affinity and by its container's share."""
    cores = float(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    with suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        cores = min(cores, int(quota) / int(period))
    return cores


def usable_memory() -> int:
    """Returns how many bytes of memory there are, by the machine and by its container's share."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            memory = min(memory, int(Path(limit).read_text()))
    return memory


def _installed(package: str) -> Finding:
    for name in (package, f"{package}-cpu"):
        with suppress(PackageNotFoundError):
            return Finding(package, version(name))
    return Finding(package, "not installed", False, "pip install 'dl-autograder[tf-cpu]'")


def _layers(private: Path) -> Iterator[Finding]:
    """Yields the layers, what a worker behind them could not do, and whether they suffice."""
    layers = available()
    hidden = hidden_interpreter()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    reason = f"other users cannot reach {hidden}: install Python elsewhere" if root and hidden else "needs root"
    yield Finding(
        "own user for each worker", "yes" if layers.own_user else "no", True, "" if layers.own_user else reason
    )
    old = "" if layers.landlock >= 6 else "version 6 (Linux 6.12) also keeps signals and sockets in"
    yield Finding("Landlock", f"version {layers.landlock}" if layers.landlock else "no", layers.landlock > 0, old)
    none = "" if layers.seccomp else "needs Linux on x86_64 or aarch64"
    yield Finding("seccomp", "yes" if layers.seccomp else "no", layers.seccomp, none)
    missing = lack(layers, [private.parent])
    if layers.seccomp:
        yield from _see(Sandbox.around(private, layers))
    yield Finding("grading", "no" if missing else "yes", not missing, missing or "")


def _see(sandbox: Sandbox) -> Iterator[Finding]:
    """Yields what a worker of ours is refused when it tries."""
    nursery = NurseryProcess((), sandbox)
    nursery.start()
    allowed = {
        name: value for name, value in asdict(Limits()).items() if not name.endswith(("load_seconds", "check_seconds"))
    }
    try:
        with closing(NurseryLine(nursery.address)) as line, closing(WorkerLine(line, allowed)) as worker:
            _request(worker, do="load", name="probe", source=PROBE.encode())
            for what, statement in TRIES.items():
                value = _request(worker, do="call", target=None, name="tries", args=(statement,), kwargs={})
                refused = isinstance(value, str)
                yield Finding(f"a worker tries to {what}", str(value) if refused else "could", refused)
    except WorkerLost as lost:
        yield Finding("a worker", lost.reason, False)
    finally:
        nursery.close()


def _request(worker: WorkerLine, **message: object) -> object:
    return worker.request(message, 30, lambda number: number, wire.refuse).get("value")


def show(findings: list[Finding]) -> None:
    """Prints the findings."""
    rows = [[f.what, f.value, "" if f.ok else "!", f.mend] for f in findings]
    show_table(["", "here", "", "what to do"], rows)
