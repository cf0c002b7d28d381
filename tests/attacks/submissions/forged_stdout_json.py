"""Prints what a grader prints when all is well, and says nothing more."""

import os

from tests.attacks.kit import NAME, json

AIM = "stdout"

record = {"schema": 1, "submission": NAME, "score": 10, "max_score": 10, "passed": True}
for stream in (1, 2):
    os.write(stream, b'<testsuite tests="3" failures="0" errors="0"/>\n3 passed in 0.01s\n')
    os.write(stream, (json.dumps(record) + "\n").encode())


def double(x):
    os._exit(0)
