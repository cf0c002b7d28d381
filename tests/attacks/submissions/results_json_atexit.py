"""Rewrites the results after they were written: at exit, and from a process that waits for them."""

import atexit
import os
import time

from tests.attacks.kit import NAME, WORLD, Path, claim, contextlib, json

AIM = "file"


def forge():
    for path in (Path("results.json"), WORLD / "marks/results.jsonl"):
        with contextlib.suppress(OSError):
            records = [json.loads(line) for line in path.read_text().splitlines()]
            for record in records:
                if record["submission"] == NAME:
                    record["score"] = record["max_score"]
            path.write_text("".join(json.dumps(record) + "\n" for record in records))


def wait_for_the_results():
    os.setsid()
    os.closerange(0, 256)
    for _ in range(600):
        time.sleep(0.1)
        forge()


atexit.register(forge)
with contextlib.suppress(OSError):
    if os.fork() == 0:
        try:
            if os.fork() == 0:
                wait_for_the_results()
        finally:
            os._exit(0)
    claim("a process waits for the results")


def double(x):
    return x * 0
