"""What a worker may use has an end."""

import pytest

from autograder.isolation.client import NurseryLine, WorkerLine, WorkerLost
from tests.workers import LIMITS, call, load


def test_processor_time_is_limited(line: NurseryLine) -> None:
    worker = WorkerLine(line, LIMITS | {"cpu_seconds": 1})
    load(worker, "def f():\n    while True: pass\n")
    with pytest.raises(WorkerLost, match="processor time"):
        call(worker, "f")
    worker.close()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("bytearray(4 << 30)", "MemoryError"),
        ("open('big', 'wb').write(bytes(2 << 20))", "OSError"),
        ("[open(os.devnull) for _ in range(100)]", "OSError"),
    ],
)
def test_memory_and_files_are_limited(worker: WorkerLine, statement: str, kind: str) -> None:
    load(worker, f"import os\ndef f():\n    kept = {statement}\ndef g():\n    return 1\n")
    assert call(worker, "f")["error"]["kind"] == kind
    assert call(worker, "g")["value"] == 1
