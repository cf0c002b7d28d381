"""How tests write and run notebooks: as Jupyter would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], 4)
NotebookClient(book, timeout=120).execute()
nbformat.write(book, sys.argv[1])
"""


def cell(source: object, kind: str = "code", **fields: Any) -> dict[str, Any]:
    shown = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **shown, **fields}


def notebook(*cells: object, **fields: Any) -> bytes:
    """Returns a notebook with these cells; a text is the source of a code cell."""
    made = [one if isinstance(one, dict) else cell(one) for one in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **fields}).encode()


def execute(path: Path) -> None:
    """Runs a notebook as Jupyter does, in a process of its own, and keeps what it shows."""
    places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    environment = os.environ | {name: str(path.parent / name) for name in places}
    call = [sys.executable, "-c", EXECUTE, str(path)]
    done = subprocess.run(call, env=environment, cwd=path.parent, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
