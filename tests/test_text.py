"""Text that is not ours loses what could command a terminal, and nothing else."""

import pytest

from autograder.results.text import clean, final


@pytest.mark.parametrize("text", ["", "a\n\tb", "größer 日本 ×", "[bold]x[/]", "<b>&amp;"])
def test_text_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("char", ["\x1b", "\r", "\0", "\x9b", "\u202e", "\u2066", "\u200b", "\udcff"], ids=ascii)
def test_what_commands_is_dropped(char: str) -> None:
    assert clean(f"a{char}b") == "ab"


def test_of_a_progress_bar_its_last_state_is_shown() -> None:
    bar = "Epoch 1/3\r\n\x1b[1m1/2\x1b[0m loss: 2.0\x08\x08\x08\x1b[1m2/2\x1b[0m loss: 1.5\n50 %\r100 %\r\n"
    assert final(bar) == "Epoch 1/3\n2/2 loss: 1.5\n100 %\n"
