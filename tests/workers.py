"""How tests of the wall talk to a worker: requests as a judge sends them."""

from typing import Any

from autograder.isolation import wire
from autograder.isolation.client import WorkerLine
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.workers import NurseryLine, NurseryProcess

LIMITS = {"cpu_seconds": 20, "memory_mb": 512, "file_mb": 1, "open_files": 64}


def ask(worker: WorkerLine, seconds: float = 20, **message: Any) -> dict[str, Any]:
    return worker.request(message, seconds, lambda number: number, wire.refuse)


def load(worker: WorkerLine, source: str) -> dict[str, Any]:
    return ask(worker, do="load", name="work", source=source.encode())


def call(worker: WorkerLine, name: str, *args: Any, seconds: float = 20) -> dict[str, Any]:
    return ask(worker, seconds, do="call", target=None, name=name, args=args, kwargs={})


class OwnNursery(NurseryLine):
    """A line to a nursery that nobody else asks, and that ends with it."""

    def __init__(self, modules: tuple[str, ...], sandbox: Sandbox, *, fork: bool = True) -> None:
        self.process = NurseryProcess(modules, sandbox, fork=fork)
        self.process.start()
        super().__init__(self.process.address)

    def close(self) -> None:
        super().close()
        self.process.close()
