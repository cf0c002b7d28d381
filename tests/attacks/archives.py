"""Attacks that are no single file of Python: archives, notebooks, links, folders, and names."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

WRONG = "def double(x):\n    return x * 0\n"


def zip_slip(place: Path, private: Path) -> None:
    """Members that lead out of the archive, stand in it twice, are links or too many; one of them is the answer."""
    with zipfile.ZipFile(place.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (f"../{place.name}.loot", f"../../drop/{place.name}.loot", f"{private}/{place.name}.loot"):
            archive.writestr(name, "slipped")
        archive.writestr("double.py", WRONG)
        archive.writestr("DOUBLE.PY", "def double(x):\n    return x * 2\n")
        archive.writestr(_link("reference"), str(private))
        archive.writestr("zeros.bin", bytes(50 << 20))
        for number in range(5000):
            archive.writestr(f"many/{number}", "")


def zip_of_a_link(place: Path, private: Path) -> None:
    """The wanted file is a link to the answer."""
    with zipfile.ZipFile(place.with_suffix(".zip"), "w") as archive:
        archive.writestr(_link("double.py"), str(private / "double.py"))


def zip_of_zeros(place: Path, private: Path) -> None:
    """The wanted file is small as long as it is packed."""
    with (
        zipfile.ZipFile(place.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("double.py", "w") as member,
    ):
        for _ in range(200):
            member.write(b"\n" * (1 << 20))


def zip_with_a_huge_dictionary(place: Path, private: Path) -> None:
    """A member that asks for 4 GB of memory before its first byte can be unpacked."""
    path = place.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("double.py", WRONG)
    data = path.read_bytes()
    # Behind the local header and the name stand version and length of the properties, then the properties:
    # one byte of settings and the size of the dictionary.
    size = 30 + len("double.py") + 4 + 1
    path.write_bytes(data[:size] + b"\xff\xff\xff\xff" + data[size + 4 :])


def folder_of_a_link(place: Path, private: Path) -> None:
    """A folder whose file is a link to the answer."""
    place.mkdir()
    (place / "double.py").symlink_to(private / "double.py")


def folder_without_bottom(place: Path, private: Path) -> None:
    """Folders within folders, more than functions may call one another."""
    place.mkdir()
    (place / "double.py").write_text(WRONG)
    here = os.open(place, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)


def folder_of_a_pipe(place: Path, private: Path) -> None:
    """A folder whose file is a pipe, from which nothing ever comes."""
    place.mkdir()
    os.mkfifo(place / "double.py")


def ipynb_magics(place: Path, private: Path) -> None:
    """A notebook with commands for the shell, marks and results of its own, and an output of 30 MB."""
    drop = place.parents[1] / "drop" / f"{place.name}.loot"
    cells = [f"!touch {drop}", f"%%bash\ntouch {drop}", f"%run {private / 'double.py'}", WRONG]
    meta = {"nbgrader": {"grade": True, "grade_id": "double", "points": 10, "locked": True}, "otter": {"points": 10}}
    output = {"output_type": "stream", "name": "stdout", "text": "10/10 " * (5 << 20)}
    notebook = {
        "cells": [
            {"cell_type": "code", "source": text, "metadata": meta, "outputs": [output][i:], "execution_count": 1}
            for i, text in enumerate(cells)
        ],
        "metadata": {"otter": {"results": {"score": 10}}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    place.with_suffix(".ipynb").write_text(json.dumps(notebook))


def wrong(place: Path, private: Path) -> None:
    """A wrong answer under a name that is the attack."""
    place.mkdir()
    (place / "double.py").write_text(WRONG)


def _link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


ARCHIVES: dict[str, Callable[[Path, Path], None]] = {
    "zip_slip_symlink_bomb": zip_slip,
    "zip_of_a_link": zip_of_a_link,
    "zip_of_zeros": zip_of_zeros,
    "zip_with_a_huge_dictionary": zip_with_a_huge_dictionary,
    "folder_of_a_link": folder_of_a_link,
    "folder_without_bottom": folder_without_bottom,
    "folder_of_a_pipe": folder_of_a_pipe,
    "ipynb_magics": ipynb_magics,
    "csv_formula_metadata": wrong,
    "name_with_commands": wrong,
}
# What stands in the table of the class for an attack whose very name is the attack.
NAMES = {
    "csv_formula_metadata": "=HYPERLINK(A1)+cmd|' -C calc'!A0",
    "name_with_commands": "\x1b[2J[bold]name\u202e\nscore 10",
}
