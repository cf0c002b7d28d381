"""How tests of the wall get workers behind layers of their choice, as root or as an ordinary user."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest

from autograder.isolation import client, interpreter
from autograder.isolation.client import WorkerLine
from autograder.isolation.folder import make_folder
from autograder.isolation.sandbox import OPEN, Sandbox
from autograder.isolation.workers import NurseryLine, NurseryProcess
from tests.workers import LIMITS

US = os.geteuid()
ORDINARY = US or 65534
GROUP = 4242
# What tests make workers use. A worker that is another user may be unable to import: Python can lie in a private home.
MODULES = ("numpy", "ctypes", "mmap", "resource", "shutil", "socket", "subprocess", "tempfile", "threading")
# A real nursery, but each worker is locked down as its own request says, and the imports are done before the change
# of user.
BOOT = """
import os, sys
sys.path += sys.argv.pop(1).split("\\n")
from autograder.isolation import nursery
from autograder.isolation.sandbox import Sandbox

become_worker, expect_forkable = nursery.become_worker, nursery.expect_forkable

def become_chosen_worker(connection, output, folder, allowed, sandbox):
    become_worker(connection, output, folder, allowed, Sandbox.from_json(allowed.pop("sandbox")))

def become_user():
    expect_forkable()
    if os.geteuid() == 0:
        # A group for workers to lose.
        os.setgroups([GROUP])
    if os.geteuid() != USER:
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)

nursery.become_worker, nursery.expect_forkable = become_chosen_worker, become_user
nursery.main()
"""


@dataclass(frozen=True)
class Nursery:
    """A nursery, whose user it is, and its process."""

    line: NurseryLine
    user: int
    pid: int

    @contextmanager
    def worker(self, sandbox: Sandbox) -> Iterator[WorkerLine]:
        """Gives a worker that is locked into a sandbox, until the block ends."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(client, "make_folder", self.make_folder)
            worker = WorkerLine(self.line, LIMITS | {"sandbox": sandbox.as_json()})
        with closing(worker):
            yield worker

    def make_folder(self) -> str:
        """Returns a new folder of the nursery's user."""
        folder = make_folder()
        os.chown(folder, self.user, -1)
        return folder


@contextmanager
def nursery_of(user: int = US) -> Iterator[Nursery]:
    """Gives a nursery of a user, until the block ends."""
    with closing(NurseryProcess(MODULES, OPEN)) as process:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(interpreter, "BOOT", BOOT.replace("USER", str(user)).replace("GROUP", str(GROUP)))
            process.start()
        assert process.process is not None
        with closing(NurseryLine(process.address)) as line:
            yield Nursery(line, user, process.process.pid)
