"""The filter of system calls: an allow-list in the kernel's packet-filter machine code, for x86_64 and aarch64."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from autograder.isolation.kernel import call
from autograder.isolation.syscalls import ALLOWED, GUARDED, PRETENDED, REFUSED, Numbers

# Per machine: its name in the kernel's audit, its column in the tables, and the call that installs a filter.
MACHINES = {"x86_64": (0xC000003E, 0, 317), "aarch64": (0xC00000B7, 1, 277)}
SET_MODE_FILTER = 1
X32 = 0x40000000

KILL, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16

CLONE_THREAD = 0x10000
AF_UNIX, SOCK_STREAM, SOCK_KIND = 1, 1, 0xF
O_ACCMODE, O_TRUNC = 0o3, 0o1000
ANY_BIT = 0xFFFFFFFF
PRETEND = 0

# Names, sizes and other facts of this process; the names of memory areas, which the C library sets.
PRCTL = (2, 3, 15, 16, 21, 23, 30, 39, 42, 0x53564D41)
# Duplicates, flags and locks; not who is sent a signal, and no leases.
FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)
# Is it a terminal, how large, how much is there to read; flags of a descriptor.
IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)

MAX_JUMP = 255
WIDTH = struct.calcsize("HBBI")
# Larger than any process id.
NO_PROCESS = 0x7FFFFFFF

Instruction = tuple[int, int, int, int]
# The number from which on an answer holds, and the answer.
Span = tuple[int, list[Instruction]]


@dataclass(frozen=True)
class Guard:
    """An argument whose bits under the mask must have one of the values."""

    argument: int
    values: tuple[int, ...]
    mask: int = ANY_BIT
    upper: bool = False


@dataclass(frozen=True)
class Rule:
    """The answer to a call when all its guards hold, and the error (0: pretended success) when one does not."""

    guards: tuple[Guard, ...]
    error: int = errno.EPERM
    answer: int = ALLOW


def rules(pid: int) -> dict[str, Rule]:
    """Returns the rule of each guarded call for the process `pid`."""
    # Emptying a file that is opened for reading only, or for neither, is no writing for a Landlock before version 3.
    opens = (0, 1, 2, 3, O_TRUNC | 1, O_TRUNC | 2)
    return {
        "clone": Rule((Guard(0, (CLONE_THREAD,), CLONE_THREAD),)),
        "fcntl": Rule((Guard(1, FCNTL),)),
        "ioctl": Rule((Guard(1, IOCTL),), errno.ENOTTY),
        "kill": Rule((Guard(0, (pid,)),)),
        "open": Rule((Guard(1, opens, O_TRUNC | O_ACCMODE),)),
        "openat": Rule((Guard(2, opens, O_TRUNC | O_ACCMODE),)),
        "prctl": Rule((Guard(0, PRCTL),)),
        "prlimit64": Rule((Guard(0, (0, pid)),)),
        # Without an address, so to the other end only.
        "sendto": Rule((Guard(4, (0,)), Guard(4, (0,), upper=True))),
        "socketpair": Rule((Guard(0, (AF_UNIX,)), Guard(1, (SOCK_STREAM,), SOCK_KIND))),
        "tgkill": Rule((Guard(0, (pid,)),)),
        # The present time is not pretended to be set: a file is made by `Path.touch` only when that fails.
        "utimensat": Rule((Guard(2, (0,)), Guard(2, (0,), upper=True)), PRETEND, ERRNO | errno.EPERM),
    }


def program(machine: str, pid: int) -> list[Instruction]:
    """Returns the filter for one process of a machine: a search tree over the numbers of calls.

    The kernel runs a new filter once for every number, so a list of comparisons would cost milliseconds.
    """
    architecture, column, _ = MACHINES[machine]
    answers: dict[int, list[Instruction]] = {X32: [(RETURN, 0, 0, KILL)]}
    for numbers, answer in [(ALLOWED, ALLOW), (PRETENDED, ERRNO), (REFUSED, ERRNO | errno.EPERM)]:
        for number in _column(numbers.values(), column):
            answers[number] = [(RETURN, 0, 0, answer)]
    for name, rule in rules(pid).items():
        for number in _column([GUARDED[name]], column):
            answers[number] = [line for guard in rule.guards for line in _test(guard, rule.error)]
            answers[number].append((RETURN, 0, 0, rule.answer))
    code = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    return code + _tree(_spans(answers))


def _column(numbers: Iterable[Numbers], column: int) -> list[int]:
    return [number for pair in numbers if (number := pair[column]) is not None]


def _spans(answers: dict[int, list[Instruction]]) -> list[Span]:
    """Returns where each answer begins to hold: what is not listed lies between, and neighbours alike are one."""
    unknown = [(RETURN, 0, 0, ERRNO | errno.ENOSYS)]
    spans: list[Span] = [(0, answers.get(0, unknown))]
    for number in sorted({number + step for number in answers for step in (0, 1)}):
        code = answers.get(number, answers[X32] if number > X32 else unknown)
        if code != spans[-1][1]:
            spans.append((number, code))
    return spans


def _tree(spans: list[Span]) -> list[Instruction]:
    """Returns the lines that find the span of the number that is loaded."""
    if len(spans) == 1:
        return spans[0][1]
    middle = len(spans) // 2
    low, high = _tree(spans[:middle]), _tree(spans[middle:])
    assert len(low) <= MAX_JUMP
    return [(AT_LEAST, len(low), 0, spans[middle][0]), *low, *high]


def _test(guard: Guard, error: int) -> list[Instruction]:
    """Returns the lines that go on behind themselves when the guard holds, and end with the error when not."""
    lines = [(LOAD, 0, 0, ARGUMENTS + 8 * guard.argument + 4 * guard.upper), (AND, 0, 0, guard.mask)]
    count = len(guard.values)
    lines += [(EQUAL, count - i, 0, value) for i, value in enumerate(guard.values)]
    return [*lines, (RETURN, 0, 0, ERRNO | error)]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def supported() -> bool:
    """Says whether this kernel takes a filter on this machine."""
    if platform.system() != "Linux" or platform.machine() not in MACHINES:
        return False
    # No program is a bad address where filters are known at all.
    try:
        call("syscall", MACHINES[platform.machine()][2], SET_MODE_FILTER, 0, None)
    except OSError as error:
        return error.errno == errno.EFAULT
    return False


def install(pid: int) -> None:
    """Puts this process, for good, under the filter; it must have no new privileges already."""
    template, places = prepare()
    code = bytearray(template)
    for place in places:
        struct.pack_into("I", code, place, pid)
    filter = _Program(len(code) // WIDTH, bytes(code))
    call("syscall", MACHINES[platform.machine()][2], SET_MODE_FILTER, 0, ctypes.byref(filter))


@cache
def prepare() -> tuple[bytes, list[int]]:
    """Returns the filter for no process, and where in it the process id belongs: a nursery makes it once for all."""
    lines = program(platform.machine(), NO_PROCESS)
    code = b"".join(struct.pack("HBBI", *line) for line in lines)
    return code, [i * WIDTH + WIDTH - 4 for i, line in enumerate(lines) if line[3] == NO_PROCESS]
