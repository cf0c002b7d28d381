"""The tables of system calls agree with the kernel's own headers and with each other."""

import platform
import re
from collections import Counter
from pathlib import Path

import pytest

from autograder.isolation.syscalls import ALLOWED, GUARDED, PRETENDED, REFUSED, Numbers

GROUPS = (ALLOWED, PRETENDED, REFUSED, GUARDED)
CALLS: dict[str, Numbers] = {name: numbers for group in GROUPS for name, numbers in group.items()}
HEADERS = Path("/usr/include")
OF_X86 = "asm/unistd_64.h"
PLACES = {
    "x86_64": [f"x86_64-linux-gnu/{OF_X86}", *([OF_X86] if platform.machine() == "x86_64" else [])],
    "aarch64": ["asm-generic/unistd.h"],
}
# Newer than the headers of some systems on which the tests run; the same on both machines, as all new calls are.
NEW = {"fchmodat2": 452}


def numbers_of_header(machine: str) -> dict[str, int]:
    """Returns the kernel's numbers by name; `__NR3264_x` is what the header calls a number before it names it."""
    header = next((HEADERS / place for place in PLACES[machine] if (HEADERS / place).exists()), None)
    if header is None:
        pytest.skip(f"no kernel headers for {machine} are installed")
    defined = dict(re.findall(r"^#define (__NR(?:3264)?_\w+)\s+(\w+)$", header.read_text(), re.MULTILINE))
    values = {name: defined.get(value, value) for name, value in defined.items()}
    return {
        name.removeprefix("__NR_"): int(value)
        for name, value in values.items()
        if name.startswith("__NR_") and value.isdecimal()
    }


@pytest.mark.parametrize(("machine", "column"), [("x86_64", 0), ("aarch64", 1)])
def test_the_numbers_are_those_of_the_kernel(machine: str, column: int) -> None:
    known = numbers_of_header(machine)
    newest = max(known.values())
    expected = {name: known.get(name, NEW[name] if NEW.get(name, 0) > newest else None) for name in CALLS}
    assert {name: numbers[column] for name, numbers in CALLS.items()} == expected


def test_a_header_is_read_as_the_kernel_means_it() -> None:
    known = numbers_of_header("aarch64")
    assert (known["io_setup"], known["lseek"], known["clone3"]) == (0, 62, 435)
    assert "open" not in known


def test_no_call_has_two_fates() -> None:
    assert sum(map(len, GROUPS)) == len(CALLS)
    for column in (0, 1):
        counts = Counter(numbers[column] for numbers in CALLS.values())
        del counts[None]
        assert set(counts.values()) == {1}
