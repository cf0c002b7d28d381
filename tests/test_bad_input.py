"""Whatever is handed in, the real command gives it points or one sentence, and goes on to the next."""

import json
import os
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from tests.conftest import ANSWER
from tests.notebooks import cell, notebook

RIGHT = ANSWER.encode()
OUTPUT = {"output_type": "stream", "name": "stdout", "text": "x"}

# What is handed in, what it gets, and a word of why.
FILES: dict[str, tuple[bytes, int, str]] = {
    "latin declared.py": (b"# -*- coding: latin-1 -*-\nname = 'Gr\xfc\xdfe'\n" + RIGHT, 10, ""),
    "latin.py": (b"name = 'Gr\xfc\xdfe'\n" + RIGHT, 0, "SyntaxError: "),
    "mark.py": (b"\xef\xbb\xbf" + RIGHT, 10, ""),
    "utf-16.py": (ANSWER.encode("utf-16"), 0, "null bytes"),
    "tabs.py": (b"def double(x):\n\treturn x * 2\n", 10, ""),
    "tabs and blanks.py": (b"def double(x):\n\tif 1:\n        return x * 2\n", 0, "TabError: "),
    "nothing.py": (b"", 0, "there is no function double in the file"),
    "zeros.py": (b"\0" * 50, 0, "null bytes"),
    "large.py": (b"#" * (50 << 20), 0, "Not judged: large.py is larger than 1 MB."),
    "blanks in it.py": (RIGHT, 10, ""),
    "ünal 😀.py": (RIGHT, 10, ""),
    "100%s %d %.py": (RIGHT, 10, ""),
    "line\nbreak.py": (RIGHT, 10, ""),
    "\x1b[31mred [bold].py": (RIGHT, 10, ""),
    "no json.ipynb": (b"hello", 0, "Not judged: no json.ipynb is no notebook that can be read: it is not JSON."),
    "old.ipynb": (b'{"nbformat": 3}', 0, "old.ipynb has nbformat 3, not 4: open it in Jupyter and save it again."),
    "shown.ipynb": (notebook(cell(ANSWER, outputs=[OUTPUT] * 10**5)), 10, ""),
    "no end.zip": (b"PK\3\4 cut", 0, "is no zip file that can be read"),
}
ZIPS: dict[str, tuple[list[tuple[str, bytes]], int, str]] = {
    "up": ([("../../double.py", RIGHT)], 10, ""),
    "absolute": ([("/etc/double.py", RIGHT)], 10, ""),
    "many": ([(f"{i}", b"") for i in range(10**5)], 0, "holds more than 10000 files"),
    "bomb": ([("double.py", b"#" * (1 << 30))], 0, "Not judged: double.py is larger than 1 MB."),
    "twice": ([("double.py", RIGHT)] * 2, 0, "double.py and double.py could both be meant; hand in one double.py."),
    "empty": ([], 0, "is empty"),
}


def member(name: str, kind: int = stat.S_IFREG) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (kind | 0o644) << 16
    return entry


def encrypted(path: Path) -> None:
    """Sets the mark of a password in both places of the only member."""
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, (data, _, _) in FILES.items():
        (folder / name).write_bytes(data)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.py")).write_bytes(RIGHT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, (members, _, _) in ZIPS.items():
            with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
                for place, data in members:
                    archive.writestr(member(place), data)
    for name, kind in {"link": stat.S_IFLNK, "device": stat.S_IFBLK, "password": stat.S_IFREG}.items():
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            archive.writestr(member("double.py", kind), RIGHT)
    encrypted(folder / "password.zip")
    return folder


def test_each_gets_its_points_or_one_sentence_and_nothing_is_lost(root: Path, downloads: Path, tmp_path: Path) -> None:
    expected = {Path(name).stem: rest for name, (_, *rest) in FILES.items()}
    expected |= {name: rest for name, (_, *rest) in ZIPS.items()}
    expected |= {name: [0, "Not judged: double.py is a link or a device, not a file."] for name in ("link", "device")}
    expected |= {"password": [0, "is encrypted"], "\ufffd": [10, ""]}
    before = sorted(tmp_path.iterdir())
    result = CliRunner().invoke(
        main, ["--course", str(root), "grade", str(downloads), "--out", str(tmp_path / "marks")]
    )
    assert (result.exit_code, result.exception) == (0, None)
    records = [json.loads(line) for line in (tmp_path / "marks" / "results.jsonl").read_text().splitlines()]
    assert {record["submission"]: record["score"] for record in records} == {n: e[0] for n, e in expected.items()}
    for record in records:
        exercise = record["exercises"]["double"]
        words = exercise["problem"] or exercise["checks"][0]["message"]
        assert expected[record["submission"]][1] in words
        assert "Traceback" not in words
    assert "\nline break " in result.stdout
    assert "\x1b" not in result.stdout
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "marks"])
