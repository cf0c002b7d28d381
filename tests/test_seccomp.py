"""The filter of system calls: what its machine code decides on both machines, and what a worker meets."""

import errno
import fcntl
import os
import platform
import resource
import signal
import socket
import struct
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.isolation import seccomp
from autograder.isolation.client import WorkerLine, WorkerLost
from autograder.isolation.sandbox import OPEN, Layers, Sandbox
from autograder.isolation.seccomp import ALLOW, ERRNO, KILL, MACHINES, Instruction, program, rules
from autograder.isolation.syscalls import ALLOWED, GUARDED, PRETENDED, REFUSED
from tests.walls import Nursery, nursery_of
from tests.workers import call, load

PID = 4242
MOST_INSTRUCTIONS = 4096
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
OTHER_AUDITS = {"i386": 0x40000003, "arm": 0x40000028, "riscv64": 0xC00000F3}
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06

EPERM, ENOTTY, ENOSYS = (ERRNO | error for error in (errno.EPERM, errno.ENOTTY, errno.ENOSYS))
HIGH = 1 << 32


def decide(code: list[Instruction], audit: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """Runs the machine code on one call, as the kernel would; a step outside of it is an error."""
    padded = [argument % (1 << 64) for argument in (*arguments, *[0] * (6 - len(arguments)))]
    data = struct.pack("<IIQ6Q", number % HIGH, audit, 0, *padded)
    accumulator = place = 0
    while True:
        operation, if_true, if_false, operand = code[place]
        place += 1
        if operation == RETURN:
            return operand
        if operation == LOAD:
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif operation == AND:
            accumulator &= operand
        elif operation in (EQUAL, AT_LEAST):
            held = accumulator == operand if operation == EQUAL else accumulator >= operand
            place += if_true if held else if_false
        else:
            raise ValueError(f"the filter has no operation {operation:#x}")


# The C library's flags for a thread and for a child.
THREAD, CHILD, CHILD_IN_OUR_MEMORY = 0x3D0F00, signal.SIGCHLD, 0x4111
# By call: arguments with which it is allowed, and with which it is not.
GUARD_CASES: dict[str, tuple[list[tuple[int, ...]], list[tuple[int, ...]], int]] = {
    "clone": ([(THREAD,), (THREAD | HIGH,)], [(0,), (CHILD,), (CHILD_IN_OUR_MEMORY,), (0x10000000,)], EPERM),
    "fcntl": (
        [
            (3, command)
            for command in (
                fcntl.F_DUPFD,
                fcntl.F_DUPFD_CLOEXEC,
                fcntl.F_GETFD,
                fcntl.F_SETFD,
                fcntl.F_GETFL,
                fcntl.F_SETFL,
                fcntl.F_GETLK,
                fcntl.F_SETLK,
                fcntl.F_SETLKW,
            )
        ],
        [
            (3, command)
            for command in (fcntl.F_SETOWN, fcntl.F_SETSIG, 15, fcntl.F_NOTIFY, fcntl.F_SETLEASE, fcntl.F_ADD_SEALS)
        ],
        EPERM,
    ),
    "ioctl": (
        [(1, 0x5401), (1, 0x5413), (1, 0x541B)],
        # Type into the terminal, become its owner, ask for signals, send them to another.
        [(0, 0x5412), (0, 0x540E), (0, 0x5452), (0, 0x8901), (0, 0)],
        ENOTTY,
    ),
    "kill": ([(PID, 0), (PID, signal.SIGKILL)], [(0,), (-1,), (-PID,), (1,), (PID + 1,), (PID - 1,)], EPERM),
    "open": (
        [(0, flags) for flags in (os.O_RDONLY, os.O_RDWR | os.O_CREAT | os.O_TRUNC, os.O_WRONLY | os.O_TRUNC)],
        [(0, os.O_RDONLY | os.O_TRUNC), (0, 3 | os.O_TRUNC), (0, os.O_TRUNC | os.O_CLOEXEC)],
        EPERM,
    ),
    "openat": (
        [(-100, 0, flags) for flags in (os.O_RDONLY, os.O_RDWR | os.O_CREAT | os.O_TRUNC, os.O_WRONLY | os.O_TRUNC)],
        [(-100, 0, os.O_RDONLY | os.O_TRUNC), (-100, 0, 3 | os.O_TRUNC), (-100, 0, os.O_TRUNC | os.O_CLOEXEC)],
        EPERM,
    ),
    # The thread's name, and what it may know of itself; not its death signal, memory, privileges, or filters.
    "prctl": ([(15,), (16,), (3,), (39,)], [(1,), (4,), (8,), (22,), (24,), (35,), (36,), (38,), (47,)], EPERM),
    "prlimit64": ([(0, resource.RLIMIT_CPU), (PID,)], [(1,), (PID - 1,), (-1,)], EPERM),
    "sendto": ([(3, 1, 1, 0, 0)], [(3, 1, 1, 0, 1), (3, 1, 1, 0, HIGH), (3, 1, 1, 0, -1)], EPERM),
    "socketpair": (
        [(socket.AF_UNIX, socket.SOCK_STREAM), (socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)],
        [
            (socket.AF_UNIX, socket.SOCK_DGRAM),
            (socket.AF_UNIX, socket.SOCK_SEQPACKET),
            (socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC),
            (socket.AF_INET, socket.SOCK_STREAM),
        ],
        EPERM,
    ),
    "tgkill": ([(PID, PID), (PID, PID + 3)], [(PID + 1, PID), (0,), (-1,), (1, 1)], EPERM),
    # The present time is refused, which `Path.touch` takes as a call to make the file; any other is pretended.
    "utimensat": ([], [(3, 0, 1), (3, 0, 1 << 32), (3, 0, -1)], ERRNO),
}


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_listed_call_has_its_fate(machine: str) -> None:
    code, column = program(machine, PID), list(MACHINES).index(machine)
    for calls, fate in [(ALLOWED, ALLOW), (PRETENDED, ERRNO), (REFUSED, EPERM)]:
        for name, numbers in calls.items():
            if (number := numbers[column]) is not None:
                for arguments in [(), (1, 2, 3, 4, 5, 6), (-1,) * 6]:
                    assert decide(code, AUDIT[machine], number, arguments) == fate, name


def test_every_guarded_call_is_allowed_with_the_right_arguments_only(machine: str) -> None:
    code, column = program(machine, PID), list(MACHINES).index(machine)
    assert set(GUARD_CASES) == set(GUARDED) == set(rules(PID))
    number = GUARDED["utimensat"][column]
    assert number is not None
    assert decide(code, AUDIT[machine], number, (3, 0, 0)) == EPERM
    for name, (right, wrong, fate) in GUARD_CASES.items():
        if (number := GUARDED[name][column]) is not None:
            for arguments in right:
                assert decide(code, AUDIT[machine], number, arguments) == ALLOW, (name, arguments)
            for arguments in wrong:
                assert decide(code, AUDIT[machine], number, arguments) == fate, (name, arguments)


def test_what_is_not_listed_does_not_exist(machine: str) -> None:
    code, column = program(machine, PID), list(MACHINES).index(machine)
    listed = {numbers[column] for calls in (ALLOWED, PRETENDED, REFUSED, GUARDED) for numbers in calls.values()}
    unknown = set(range(2000)) - listed
    assert {435, 437, 444, 446, MACHINES[machine][2]} <= unknown
    for number in (*unknown, 0x3FFFFFFF):
        assert decide(code, AUDIT[machine], number) == ENOSYS


def test_calls_of_another_machine_kill(machine: str) -> None:
    code = program(machine, PID)
    for audit in {*AUDIT.values(), *OTHER_AUDITS.values()} - {AUDIT[machine]}:
        for number in range(500):
            assert decide(code, audit, number) == KILL


def test_calls_of_the_mixed_width_kill(machine: str) -> None:
    code = program(machine, PID)
    for number in (0x40000000, 0x40000000 | 39, 0x40000000 | 59, 0x7FFFFFFF, 0x80000000, -1):
        assert decide(code, AUDIT[machine], number) == KILL


def test_every_way_through_the_filter_ends_with_an_answer(machine: str) -> None:
    code = program(machine, PID)
    assert len(code) <= MOST_INSTRUCTIONS
    reached = {0}
    for place, (operation, if_true, if_false, operand) in enumerate(code):
        if place not in reached or operation == RETURN:
            assert operation != RETURN or operand in (KILL, ALLOW, ERRNO, EPERM, ENOTTY, ENOSYS)
            continue
        assert operation != LOAD or (operand % 4 == 0 and operand < 64)
        following = {place + 1 + if_true, place + 1 + if_false} if operation in (EQUAL, AT_LEAST) else {place + 1}
        assert max(if_true, if_false) <= 0xFF
        assert max(following) < len(code)
        reached |= following
    assert reached == set(range(len(code)))


def test_only_a_system_that_takes_the_filter_is_supported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seccomp.supported() == (platform.system() == "Linux" and platform.machine() in MACHINES)
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not seccomp.supported()
    monkeypatch.undo()
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert not seccomp.supported()


# From here on in a worker.
ALONE = Sandbox(Layers(own_user=False, landlock=0, seccomp=True))
WORK = """
import ctypes, errno, fcntl, mmap, os, socket, threading

libc = ctypes.CDLL(None, use_errno=True)
me, parent = os.getpid(), os.getppid()
pair = (ctypes.c_int * 2)()
somewhere = ctypes.addressof(pair)
zero = ctypes.c_int()
nobody = ctypes.addressof(zero)
here = os.path.abspath("").encode()
for name in ("full", "cut", "old"):
    with open(name, "w") as file:
        file.write("some words")
file = os.open("full", os.O_RDWR)
folder = os.open(".", os.O_RDONLY)


def make(number, arguments):
    values = eval(f"({arguments},)") if arguments else ()
    ctypes.set_errno(0)
    result = libc.syscall(number, *(v if isinstance(v, bytes) else ctypes.c_long(v) for v in values))
    if os.getpid() != me:
        os._exit(0)
    return errno.errorcode[ctypes.get_errno()] if result == -1 else "open"


def run(source):
    return eval(source)


def facts(path):
    seen = os.lstat(path)
    belongs = [seen.st_mode, seen.st_uid, seen.st_gid, seen.st_mtime_ns, os.listxattr(path)]
    return [*belongs, *sorted(os.sched_getaffinity(0)), os.getpriority(os.PRIO_PROCESS, 0)]


def run_machine_code(code):
    memory = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(code)
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
"""
# By what is tried: the call, its arguments in the worker, its end behind the filter, and its end without the filter
# (None: kernels and containers differ, or it would end the worker).
NEW_CALLS = {
    "clone3": (435, 435),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "openat2": (437, 437),
    "personality": (135, 92),
    "seccomp": (317, 277),
    "splice": (275, 76),
    "timer_create": (222, 107),
}
LIVE: dict[str, tuple[str, str, str, str | None]] = {
    # Processes.
    "fork": ("fork", "", "EPERM", "open"),
    "fork in the parent's memory": ("vfork", "", "EPERM", None),
    "clone a child": ("clone", "17, 0, 0, 0, 0", "EPERM", "open"),
    "clone with flags in memory": ("clone3", "0, 0", "ENOSYS", None),
    "run a program": ("execve", "0, 0, 0", "EPERM", "EFAULT"),
    "run a program by descriptor": ("execveat", "-1, 0, 0, 0, 0", "EPERM", "EFAULT"),
    "lead a session": ("setsid", "", "EPERM", None),
    "lead a group": ("setpgid", "0, 0", "EPERM", "open"),
    # Signals, and what else reaches other processes.
    "signal the parent": ("kill", "parent, 0", "EPERM", "open"),
    "signal everyone": ("kill", "-1, 0", "EPERM", None),
    "signal the group": ("kill", "0, 0", "EPERM", "open"),
    "signal the group by its number": ("kill", "-me, 0", "EPERM", "open"),
    "signal the first process": ("kill", "1, 0", "EPERM", None),
    "signal itself": ("kill", "me, 0", "open", "open"),
    "signal a thread": ("tkill", "me, 0", "EPERM", "open"),
    "signal a thread of the parent": ("tgkill", "parent, parent, 0", "EPERM", "open"),
    "signal a thread of its own": ("tgkill", "me, me, 0", "open", "open"),
    "queue a signal": ("rt_sigqueueinfo", "parent, 0, 0", "EPERM", "EFAULT"),
    "queue a signal for a thread": ("rt_tgsigqueueinfo", "parent, parent, 0, 0", "EPERM", "EFAULT"),
    "hold a process": ("pidfd_open", "parent, 0", "EPERM", "open"),
    "take a descriptor": ("pidfd_getfd", "-1, 0, 0", "EPERM", None),
    "signal a held process": ("pidfd_send_signal", "-1, 0, 0, 0", "EPERM", "EBADF"),
    "trace the parent": ("ptrace", "16, 0, 0, 0", "EPERM", None),
    "read the parent's memory": ("process_vm_readv", "parent, 0, 0, 0, 0, 1", "EPERM", None),
    "write the parent's memory": ("process_vm_writev", "parent, 0, 0, 0, 0, 1", "EPERM", None),
    "limit the parent": ("prlimit64", "parent, 4, 0, 0", "EPERM", "open"),
    "ask for its own limit": ("prlimit64", "0, 4, 0, somewhere", "open", "open"),
    "ask for its own limit by number": ("prlimit64", "me, 4, 0, 0", "open", "open"),
    # What it is.
    "outlive the parent": ("prctl", "1, 9, 0, 0, 0", "EPERM", "open"),
    "show its memory": ("prctl", "4, 0, 0, 0, 0", "EPERM", "open"),
    "keep privileges": ("prctl", "8, 0, 0, 0, 0", "EPERM", "open"),
    "name itself": ("prctl", "15, somewhere, 0, 0, 0", "open", "open"),
    "change its user": ("setuid", "os.getuid()", "EPERM", "open"),
    "change its group": ("setgid", "os.getgid()", "EPERM", "open"),
    "change its users": ("setreuid", "-1, -1", "EPERM", "open"),
    "change its groups": ("setregid", "-1, -1", "EPERM", "open"),
    "change its three users": ("setresuid", "-1, -1, -1", "EPERM", "open"),
    "change its three groups": ("setresgid", "-1, -1, -1", "EPERM", "open"),
    "change its list of groups": ("setgroups", "0, 0", "EPERM", None),
    "change its user for files": ("setfsuid", "0", "EPERM", None),
    "change its group for files": ("setfsgid", "0", "EPERM", None),
    "take privileges": ("capset", "0, 0", "EPERM", "EFAULT"),
    "take another personality": ("personality", "0xFFFFFFFF", "ENOSYS", None),
    "add a filter": ("seccomp", "1, 0, 0", "ENOSYS", None),
    "ask for Landlock": ("landlock_create_ruleset", "0, 0, 1", "ENOSYS", None),
    "restrict itself": ("landlock_restrict_self", "-1, 0", "ENOSYS", None),
    # Connections.
    "open a Unix socket": ("socket", "socket.AF_UNIX, 1, 0", "EPERM", "open"),
    "open a TCP socket": ("socket", "socket.AF_INET, 1, 0", "EPERM", "open"),
    "open a UDP socket": ("socket", "socket.AF_INET, 2, 0", "EPERM", "open"),
    "connect": ("connect", "-1, 0, 0", "EPERM", "EBADF"),
    "bind": ("bind", "-1, 0, 0", "EPERM", "EBADF"),
    "listen": ("listen", "-1, 0", "EPERM", "EBADF"),
    "accept": ("accept", "-1, 0, 0", "EPERM", "EBADF"),
    "accept with flags": ("accept4", "-1, 0, 0, 0", "EPERM", "EBADF"),
    "send to an address": ("sendto", "3, 0, 0, 0, somewhere, 8", "EPERM", "EISCONN"),
    "make a pair of streams": ("socketpair", "1, 1, 0, somewhere", "open", "open"),
    "make a pair that takes addresses": ("socketpair", "1, 2, 0, somewhere", "EPERM", "open"),
    # Memory that no limit counts, and what outlives the process.
    "make a file in memory": ("memfd_create", "b'', 0", "EPERM", "open"),
    "make secret memory": ("memfd_secret", "0", "EPERM", None),
    "share memory": ("shmget", "1, 0, 0", "EPERM", None),
    "queue messages": ("msgget", "1, 0", "EPERM", None),
    "make semaphores": ("semget", "1, 1, 0", "EPERM", None),
    "open a message queue": ("mq_open", "0, 0, 0, 0", "EPERM", "EFAULT"),
    "add a key": ("add_key", "0, 0, 0, 0, 0", "EPERM", None),
    "ask for a key": ("request_key", "0, 0, 0, 0", "EPERM", None),
    "manage keys": ("keyctl", "0, -3, 0", "EPERM", None),
    "set a timer with a signal": ("timer_create", "0, 0, 1", "ENOSYS", "EFAULT"),
    # The kernel's workshops.
    "make a ring of requests": ("io_uring_setup", "0, 0", "EPERM", None),
    "load a program into the kernel": ("bpf", "0, 0, 0", "EPERM", None),
    "measure the machine": ("perf_event_open", "0, 0, -1, -1, 0", "EPERM", None),
    "handle page faults": ("userfaultfd", "-1", "EPERM", None),
    "watch files": ("inotify_init1", "0", "EPERM", "open"),
    "watch files, as of old": ("inotify_init", "", "EPERM", "open"),
    "watch a file system": ("fanotify_init", "-1, 0", "EPERM", None),
    "mount": ("mount", "0, 0, 0, 0, 0", "EPERM", None),
    "unmount": ("umount2", "0, 0", "EPERM", None),
    "change the root": ("chroot", "0", "EPERM", "EFAULT"),
    "swap the root": ("pivot_root", "0, 0", "EPERM", None),
    "leave its namespaces": ("unshare", "0", "EPERM", None),
    "enter a namespace": ("setns", "-1, 0", "EPERM", None),
    "reboot": ("reboot", "0, 0, 0, 0", "EPERM", None),
    # Files.
    "make a device": ("mknodat", "-100, b'pipe', 0o10600, 0", "EPERM", "open"),
    "make a device, as of old": ("mknod", "b'pipe2', 0o10600, 0", "EPERM", "open"),
    "link by name": ("symlinkat", "b'/etc', -100, b'link'", "EPERM", "open"),
    "link by name, as of old": ("symlink", "b'/etc', b'link2'", "EPERM", "open"),
    "link": ("linkat", "-100, b'old', -100, b'new', 0", "EPERM", "open"),
    "link, as of old": ("link", "b'old', b'new2'", "EPERM", "open"),
    "truncate by name": ("truncate", "b'cut', 0", "EPERM", "open"),
    "truncate by descriptor": ("ftruncate", "file, 0", "open", "open"),
    "empty a file that is read": ("openat", "-100, b'cut', os.O_TRUNC, 0", "EPERM", "open"),
    "empty a file that is neither": ("openat", "-100, b'cut', os.O_TRUNC | 3, 0", "EPERM", "open"),
    "empty a file that is read, as of old": ("open", "b'cut', os.O_TRUNC, 0", "EPERM", "open"),
    "empty a file that is written": ("openat", "-100, b'cut', os.O_TRUNC | os.O_WRONLY, 0", "open", "open"),
    "open with flags in memory": ("openat2", "-100, 0, 0, 0", "ENOSYS", None),
    "move bytes between descriptors": ("splice", "-1, 0, -1, 0, 1, 0", "ENOSYS", "EBADF"),
    "have signals sent to another": ("fcntl", "file, 8, me", "EPERM", "open"),
    "be told of a folder's changes": ("fcntl", "folder, 1026, 0", "EPERM", "open"),
    "choose a signal": ("fcntl", "file, 10, 0", "EPERM", "open"),
    "lease a file": ("fcntl", "file, 1024, 99", "EPERM", "EINVAL"),
    "read a file's flags": ("fcntl", "file, 3, 0", "open", "open"),
    "type into a terminal": ("ioctl", "1, 0x5412, somewhere", "ENOTTY", "ENOTTY"),
    "own a socket's signals": ("ioctl", "3, 0x8901, nobody", "ENOTTY", "open"),
    "count what can be read": ("ioctl", "3, 0x541B, somewhere", "open", "open"),
}
# Report success and change nothing.
PRETENCES = {
    "chmod": "b'old', 0o777",
    "fchmod": "file, 0o777",
    "fchmodat": "-100, b'old', 0o777, 0",
    "chown": "b'old', 1, 1",
    "fchown": "file, 1, 1",
    "fchownat": "-100, b'old', 1, 1, 0",
    "lchown": "b'old', 1, 1",
    "utime": "b'old', 0",
    "utimes": "b'old', 0",
    "utimensat": "-100, b'old', bytes(32), 0",
    "setxattr": "b'old', b'user.a', b'b', 1, 0",
    "lsetxattr": "b'old', b'user.a', b'b', 1, 0",
    "fsetxattr": "file, b'user.a', b'b', 1, 0",
    "sched_setaffinity": "0, 8, bytes([1, 0, 0, 0, 0, 0, 0, 0])",
    "setpriority": "0, 0, 19",
}
BY_NAME = {**ALLOWED, **PRETENDED, **REFUSED, **GUARDED, **NEW_CALLS}


def number_of(name: str) -> int:
    """Returns the number of a call on this machine, or skips what this machine has not."""
    if not seccomp.supported():
        pytest.skip("this system has no filter of system calls that we know")
    number = BY_NAME[name][list(MACHINES).index(platform.machine())]
    if number is None:
        pytest.skip(f"there is no {name} on this machine")
    return number


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with nursery_of() as nursery:
        yield nursery


def work_in(nursery: Nursery, sandbox: Sandbox) -> Iterator[WorkerLine]:
    if not seccomp.supported():
        pytest.skip("this system has no filter of system calls that we know")
    with nursery.worker(sandbox) as worker:
        assert load(worker, WORK) == {"value": None}
        yield worker


@pytest.fixture(scope="module")
def filtered(nursery: Nursery) -> Iterator[WorkerLine]:
    """A worker that meets the filter and nothing else."""
    yield from work_in(nursery, ALONE)


@pytest.fixture(scope="module")
def unfiltered(nursery: Nursery) -> Iterator[WorkerLine]:
    """A worker that meets nothing."""
    yield from work_in(nursery, OPEN)


def value_of(worker: WorkerLine, name: str, *args: Any) -> Any:
    reply = call(worker, name, *args)
    assert "value" in reply, reply
    return reply["value"]


@pytest.mark.parametrize("what", LIVE)
def test_behind_the_filter_a_call_ends_as_stated(filtered: WorkerLine, what: str) -> None:
    name, arguments, behind, _ = LIVE[what]
    assert value_of(filtered, "make", number_of(name), arguments) == behind


@pytest.mark.parametrize("what", [what for what, (*_, without) in LIVE.items() if without])
def test_without_the_filter_it_would_end_otherwise(unfiltered: WorkerLine, what: str) -> None:
    name, arguments, _, without = LIVE[what]
    assert value_of(unfiltered, "make", number_of(name), arguments) == without


def test_sockets_of_every_family_are_refused(filtered: WorkerLine) -> None:
    number = number_of("socket")
    kinds = [f"{family}, {kind}, 0" for family in range(48) for kind in (1, 2, 3, 5)]
    assert {value_of(filtered, "make", number, arguments) for arguments in kinds} == {"EPERM"}


@pytest.mark.parametrize("name", PRETENCES)
def test_what_is_pretended_succeeds_and_changes_nothing(filtered: WorkerLine, name: str) -> None:
    paths = ["old", "full"]
    before = [value_of(filtered, "facts", path) for path in paths]
    assert value_of(filtered, "make", number_of(name), PRETENCES[name]) == "open"
    assert [value_of(filtered, "facts", path) for path in paths] == before


@pytest.mark.parametrize("name", ["fchmod", "fchmodat", "utimensat", "sched_setaffinity"])
def test_what_is_pretended_would_change_something(unfiltered: WorkerLine, name: str) -> None:
    before = [value_of(unfiltered, "facts", path) for path in ("old", "full")]
    assert value_of(unfiltered, "make", number_of(name), PRETENCES[name]) == "open"
    assert [value_of(unfiltered, "facts", path) for path in ("old", "full")] != before


def test_threads_and_pairs_of_sockets_work_behind_the_filter(filtered: WorkerLine) -> None:
    thread = "[t := threading.Thread(target=print), t.start(), t.join()] and t.is_alive()"
    assert value_of(filtered, "run", thread) is False
    pair = "[p := socket.socketpair(), p[0].send(b'x'), r := p[1].recv(1), p[0].close(), p[1].close()] and r"
    assert value_of(filtered, "run", pair) == b"x"


# `mov eax, 20; int 0x80; ret` is getpid() by the 32-bit door; the other is getpid() with the bit of the x32 calls.
DOORS = {
    "32-bit": "run_machine_code(bytes.fromhex('b814000000cd80c3'))",
    "x32": "libc.syscall(0x40000000 | 39)",
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other doors into the kernel are those of x86_64")
@pytest.mark.parametrize("door", DOORS)
def test_another_door_into_the_kernel_ends_the_worker(nursery: Nursery, door: str) -> None:
    with nursery.worker(OPEN) as worker:
        load(worker, WORK)
        try:
            assert value_of(worker, "run", DOORS[door]) in (worker.pid, -1)
        except WorkerLost:
            pytest.skip("this kernel has no such door")
    with nursery.worker(ALONE) as worker:
        load(worker, WORK)
        with pytest.raises(WorkerLost, match="crashed the interpreter"):
            call(worker, "run", DOORS[door])


def test_a_filter_is_for_good(filtered: WorkerLine) -> None:
    status = value_of(filtered, "run", "open('/proc/self/status').read()")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    assert (fields["Seccomp"].strip(), fields["NoNewPrivs"].strip()) == ("2", "1")
