"""Text that is not ours, made fit to be shown: a name, a message or an output may be anything."""

from __future__ import annotations


def clean(text: str) -> str:
    """Drops what could command a terminal or turn a page around: control, bidi and unpaired characters."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())
