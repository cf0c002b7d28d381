"""Text that is not ours loses what could command a terminal, and nothing else."""

import pytest

from autograder.results.text import clean


@pytest.mark.parametrize("text", ["", "a\n\tb", "größer 日本 ×", "[bold]x[/]", "<b>&amp;"])
def test_text_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("char", ["\x1b", "\r", "\0", "\x9b", "\u202e", "\u2066", "\u200b", "\udcff"], ids=ascii)
def test_what_commands_is_dropped(char: str) -> None:
    assert clean(f"a{char}b") == "ab"
