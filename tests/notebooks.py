"""How tests write notebooks: as Jupyter would."""

import json
from typing import Any


def cell(source: object, kind: str = "code", **fields: Any) -> dict[str, Any]:
    shown = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **shown, **fields}


def notebook(*cells: object, **fields: Any) -> bytes:
    """Returns a notebook with these cells; a text is the source of a code cell."""
    made = [one if isinstance(one, dict) else cell(one) for one in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **fields}).encode()
