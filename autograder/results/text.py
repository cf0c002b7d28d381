"""Text that is not ours, made fit to be shown: a name, a message or an output may be anything."""

from __future__ import annotations

import re

# What could mean something to Markdown or HTML, or call for somebody; a character reference never does.
MEANINGFUL = re.compile(r"[\\`*_\[\]<>&|~#$@!]")

# What a terminal takes for a colour or a place.
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def clean(text: str) -> str:
    """Drops what could command a terminal or turn a page around: control, bidi and unpaired characters."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())


def final(output: str) -> str:
    """Returns what a terminal shows of an output in the end: of a progress bar its last state."""
    lines = (each.rstrip("\r\b") for each in SEQUENCE.sub("", output).split("\n"))
    return "\n".join(each[max(each.rfind("\r"), each.rfind("\b")) + 1 :] for each in lines)


def line(text: str, limit: int = 200) -> str:
    """Returns the first line of a text, cut where it is too long."""
    first = clean(text).partition("\n")[0]
    return first if len(first) <= limit else first[: limit - 1] + "…"


def markdown(text: str) -> str:
    """Returns a line that reads in Markdown as it stands."""
    return MEANINGFUL.sub(lambda char: f"&#{ord(char[0])};", line(text, 1000))


def code_block(text: str) -> str:
    """Returns lines as a block of code: by indentation, since there is no fence that a text could not close."""
    return "".join(f"    {each}\n" for each in clean(text).split("\n"))


def words(check: str) -> str:
    """Returns the name of a check as people write it."""
    return check.removeprefix("test_").replace("_", " ")
