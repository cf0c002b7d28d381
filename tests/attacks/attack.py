"""A hostile submission: what is handed in, what it deserves, and the naive grader that it would fool."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.attacks.archives import ARCHIVES, NAMES
from tests.attacks.world import World

HERE = Path(__file__).parent
KIT = (HERE / "kit.py").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Attack:
    """A hostile submission: what is handed in, what it deserves, and the naive grader that it would fool."""

    name: str
    source: str = ""
    expected: int = 0
    aim: str | None = None
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Attack":
        """Reads an attack and the constants of its header, without running it."""
        source = path.read_text(encoding="utf-8")
        header = {
            node.targets[0].id.lower(): ast.literal_eval(node.value)
            for node in ast.parse(source).body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in ("EXPECTED", "AIM", "FILES")
        }
        return cls(path.stem, source, **header)

    @property
    def submission(self) -> str:
        """The name under which it is handed in."""
        return NAMES.get(self.name, self.name)

    def text(self, world: Path) -> str:
        """Returns what is handed in, the kit put in the place of its import."""
        kit = KIT.replace("@WORLD@", str(world)).replace("@NAME@", self.name)
        return re.sub(r"^from tests\.attacks\.kit import .*$", lambda _: kit, self.source, flags=re.MULTILINE)

    def hand_in(self, world: World) -> None:
        """Puts the submission into the class."""
        place = world.folder / "class" / self.submission
        if self.name in ARCHIVES:
            ARCHIVES[self.name](place, world.private)
        else:
            place.mkdir()
            for name, text in ({"double.py": self.text(world.folder)} | self.files).items():
                (place / name).write_text(text, encoding="utf-8")


ATTACKS = [
    *(Attack.read(path) for path in sorted((HERE / "submissions").glob("*.py"))),
    *map(Attack, ARCHIVES),
]
