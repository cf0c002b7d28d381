"""What misconceptions answer, remembered from run to run: it changes only with the content and the libraries."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.content import digest
from autograder.isolation import wire
from autograder.model import Exercise, Misconception


def user_cache() -> Path:
    """Returns the folder where programs of this user keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "dl-autograder")


class Memory:
    """Transcripts of misconceptions by exercise and check; where nothing can be written, for this run only."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template = template
        self.folder = folder
        self.transcripts: dict[tuple[str, str], dict[str, list[bytes]]] = {}

    def recall(self, exercise: Exercise, misconception: Misconception) -> dict[str, list[bytes]]:
        """Returns what is known of a misconception, by the names of checks."""
        known = self.transcripts.setdefault((exercise.id, misconception.id), {})
        if not known:
            known |= self._read(exercise, misconception)
        return known

    def keep(self, exercise: Exercise, misconception: Misconception, known: dict[str, list[bytes]]) -> None:
        """Remembers what is known of a misconception."""
        self.transcripts[exercise.id, misconception.id] = known
        path = self._path(exercise, misconception)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError, wire.WireError):
            # It holds what hidden checks get from wrong answers: for the eyes of this user only.
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial.write_bytes(wire.pack({"digest": self._digest(exercise, misconception), "known": known}))
            partial.replace(path)

    def _read(self, exercise: Exercise, misconception: Misconception) -> dict[str, list[bytes]]:
        try:
            frame = self._path(exercise, misconception).read_bytes()
            message: dict[str, Any] = wire.unpack(*wire.parts(frame), wire.refuse)
        except (OSError, wire.WireError):
            return {}
        known: dict[str, list[bytes]] = message.get("known", {})
        return known if message.get("digest") == self._digest(exercise, misconception) else {}

    def _path(self, exercise: Exercise, misconception: Misconception) -> Path:
        return self.folder / exercise.id / misconception.id

    def _digest(self, exercise: Exercise, misconception: Misconception) -> str:
        """Names everything that decides what a misconception answers; the others are no part of it."""
        return digest.of(digest.of_engine(), digest.of_checks(exercise, self.template), misconception.source)
