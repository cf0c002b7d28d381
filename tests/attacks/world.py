"""A folder with a course, a class and planted secrets, and the processes and files that come from it."""

import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.attacks.canary import plant
from tests.conftest import make_course

HIDDEN = '''"""Hidden checks of double: {secret}."""

import numpy as np
import pytest
from checking import assert_same
from double import double

SECRET = "{secret}"


@pytest.mark.points(7)
def test_doubles_arrays():
    """Every cell of an array is doubled."""
    # {secret}
    x = np.array([[1.0, -2.0, {number}.0]])
    assert_same(double(x), [[2, -4, {twice}]])


@pytest.mark.points(3)
def test_leaves_its_argument():
    """The argument stays as it was, and so does its shape."""
    x = np.array([3.0, {number}.0])
    got = double(x)
    assert_same(got, [6, {twice}])
    assert_same(x, [3, {number}])
    assert getattr(got, "shape", None) == (2,)
'''

MEMORY_MB = 256
METADATA = """# {secret}
[limits]
check_seconds = 1
load_seconds = 2
cpu_seconds = 10
memory_mb = {memory_mb}

[[misconception]]
id = "triples"
tells = "That is three times as much."
replace = "x * 2"
with = "x * 3"
caught_by = "test_doubles_arrays"
"""


class World:
    """A folder that anybody may read, as a course in a home folder often is: only the wall keeps a worker out."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="attacks-"))
        self.folder.chmod(0o755)
        self.canaries = plant()
        make_course(self.folder / "course")
        self.private = self.folder / "course/reference/01_demo/01_double"
        hidden = self.canaries["hidden checks"]
        checks = HIDDEN.format(secret=hidden.text, number=hidden.number, twice=2 * hidden.number)
        (self.private / "test_double_hidden.py").write_text(checks)
        metadata = METADATA.format(secret=self.text("exercise.toml"), memory_mb=MEMORY_MB)
        (self.private / "exercise.toml").write_text(metadata)
        (self.folder / "notes.txt").write_text(self.text("notes beside"))
        for name in ("class", "marks", "drop", "tmp", "home", "cache"):
            (self.folder / name).mkdir()
        (self.folder / "drop").chmod(0o777)
        (self.folder / "marks/notes.txt").write_text(self.text("earlier results"))

    def text(self, place: str) -> str:
        return self.canaries[place].text

    @property
    def environment(self) -> dict[str, str]:
        """What the command is started with: nothing of ours but a secret."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "GRADING_TOKEN": self.text("environment"),
        }

    def hand_in(self, name: str, source: str) -> None:
        """Hands in a single file in a folder of its own."""
        place = self.folder / "class" / name
        place.mkdir()
        (place / "double.py").write_text(source)

    def seen(self, texts: Iterable[str]) -> list[str]:
        """Returns the places whose secrets stand in some texts."""
        texts = list(texts)
        return [canary.place for canary in self.canaries.values() if any(canary.seen_in(text) for text in texts)]

    def processes(self) -> dict[int, str]:
        """Returns the processes that come from this world, known by their environment, command or folder."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
                words += os.fsencode(os.readlink(process / "cwd"))
                if bytes(self.folder) in words:
                    found[int(process.name)] = (process / "stat").read_text().split(" ")[1]
            except OSError:
                continue
        return found

    def files(self) -> Iterator[Path]:
        """Yields every file and folder but those of workers, which may be too deep to be named."""
        waiting = [path for path in self.folder.iterdir() if path.name != "tmp"]
        while waiting:
            path = waiting.pop()
            yield path
            if path.is_dir() and not path.is_symlink():
                waiting += path.iterdir()

    def state(self) -> dict[str, tuple[Any, ...]]:
        """Returns what can be known of every file, but of those that the command is to write."""
        files = {}
        for path in self.files():
            place = path.relative_to(self.folder).as_posix()
            if place.startswith(("marks/", "cache/", "home/")) and place != "marks/notes.txt":
                continue
            status = path.lstat()
            known = (status.st_mode, status.st_uid, status.st_gid)
            if path.is_file() and not path.is_symlink():
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                known += (status.st_mtime_ns, digest, *os.listxattr(path))
            files[place] = known
        return files

    def end_processes(self) -> None:
        """Kills all that comes from this world."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def remove(self) -> None:
        """Ends what is left and removes the folder; by a program, since some folders are too deep for a function."""
        self.end_processes()
        subprocess.run(["rm", "-rf", self.folder], check=True)
