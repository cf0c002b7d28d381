"""A student is told what helps and nothing that is hidden, and no text of theirs commands a terminal."""

import numpy as np
import pytest

from autograder.isolation.wire import NotPlain, WireError
from autograder.judging.feedback import (
    MAX_LINES,
    MAX_TEXT,
    Text,
    compose,
    of_call,
    of_check,
    of_error,
    of_failure,
    quote,
)
from autograder.judging.standin import StudentError
from autograder.model import Check
from autograder.results.text import clean

PUBLIC, HIDDEN = Check("test_p", "It doubles.", 0, True), Check("test_h", "It doubles arrays.", 7, False)
SOURCE = Text("import numpy as np\n\ndef double(x):\n    y = x / 0\n    return y\n")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("expected 4711"), "Your code raised ValueError."),
        (KeyError("secret_4711"), "Your code raised KeyError."),
        (StudentError("Got4711: secret"), "Your code raised an exception of its own."),
        (type("Got4711", (Exception,), {})("secret"), "Your code raised an exception of its own."),
        (ZeroDivisionError(), "Your code raised ZeroDivisionError."),
    ],
)
def test_a_hidden_check_shows_no_word_of_an_exception(error: Exception, words: str) -> None:
    """The student's code could have put the hidden arguments into it, or into the name of its class."""
    assert of_error(HIDDEN, error, [4], SOURCE) == f"{words}\n  line 4: y = x / 0"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("bad x: 3"), "ValueError: bad x: 3"),
        (StudentError("OwnError: bad x: 3"), "OwnError: bad x: 3"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
    ],
)
def test_a_public_check_shows_the_exception_in_its_own_words(error: Exception, words: str) -> None:
    assert of_error(PUBLIC, error, [4], SOURCE) == f"{words}\n  line 4: y = x / 0"


@pytest.mark.parametrize(
    ("error", "kind"),
    [(NotPlain("only plain data"), "TypeError"), (WireError("too large"), "Exception"), (KeyError("x"), "KeyError")],
)
def test_an_error_of_the_check_is_told_by_a_class_that_every_python_has(error: Exception, kind: str) -> None:
    assert of_check(error) == f"The check itself went wrong ({kind}): this is not your fault."


def test_a_hidden_failure_shows_the_sentence_only() -> None:
    assert compose(HIDDEN, of_failure(HIDDEN, AssertionError("expected 4711, got 3"))) == "It doubles arrays."


def test_a_public_failure_shows_the_words_of_the_assertion_without_the_account_of_pytest() -> None:
    error = AssertionError("expected 4, got <Thing object at 0x7f00aa>\nassert 4 == 3\n +  where 3 = f(2)")
    assert compose(PUBLIC, of_failure(PUBLIC, error)) == "It doubles.\nexpected 4, got <Thing object>"


@pytest.mark.parametrize(
    ("args", "kwargs", "words"),
    [
        ((2, "x"), {"stride": (1, 2)}, "f(2, 'x', stride=(1, 2))"),
        ((np.array([[1, 2], [3, 4]]),), {}, "f(np.array([[1, 2], [3, 4]]))"),
        ((np.zeros((1, 2, 1)),), {}, "f(np.array([0.0, 0.0]).reshape(1, 2, 1))"),
        ((np.zeros((0, 2), "f4"),), {}, "f(np.array([], dtype='float32').reshape(0, 2))"),
        ((np.float32(2.5), None), {"b": [True]}, "f(np.float32(2.5), None, b=[True])"),
    ],
)
def test_the_last_call_of_a_public_check_can_be_pasted(
    args: tuple[object, ...], kwargs: dict[str, object], words: str
) -> None:
    assert of_call(PUBLIC, ("f", args, kwargs)) == f"The last call:\n  >>> {words}"
    given: dict[str, object] = {}
    eval(words, {"np": np, "f": lambda *args, **kwargs: given.update(args=args, kwargs=kwargs)})
    assert repr(given) == repr({"args": args, "kwargs": kwargs})


def test_a_call_is_not_shown_when_it_is_hidden_unknown_or_long() -> None:
    assert of_call(HIDDEN, ("f", (4711,), {})) == ""
    assert of_call(PUBLIC, None) == ""
    assert of_call(PUBLIC, ("f", (np.zeros(100),), {})) == ""


def test_the_sentence_comes_first_and_empty_paragraphs_are_left_out() -> None:
    assert compose(PUBLIC, "", "one\ntwo", "", "three") == "It doubles.\none\ntwo\nthree"
    assert compose(PUBLIC) == "It doubles."


def test_quotes_come_from_our_copy_by_line() -> None:
    assert quote([3, 4], SOURCE) == ["  line 3: def double(x):", "  line 4: y = x / 0"]


@pytest.mark.parametrize("lines", [[0], [-1], [6], [10**30], []])
def test_a_line_that_is_not_there_is_not_quoted(lines: list[int]) -> None:
    """A worker may say any number."""
    assert quote(lines, SOURCE) == []


def test_of_many_lines_the_innermost_are_quoted_once_each() -> None:
    source = Text("\n".join(f"step({n})" for n in range(1, 10)))
    lines = [1, 2, 3, 99, *[4, 5] * 20]
    assert MAX_LINES == 3
    assert quote(lines, source) == ["  line 3: step(3)", "  line 4: step(4)", "  line 5: step(5)"]


@pytest.mark.parametrize("mark", ["\u2028", "\x0c", "\x85", "\x1c"], ids=ascii)
def test_lines_are_counted_as_python_counts_them(mark: str) -> None:
    """Which ends a line at a newline only, not at a form feed or at a separator inside a string."""
    assert quote([2], Text(f"x = '{mark}'\nreturn x\n")) == ["  line 2: return x"]


@pytest.mark.parametrize(
    "char",
    ["\x1b", "\x07", "\x08", "\r", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\ud800"],
    ids=ascii,
)
def test_what_commands_a_terminal_or_turns_a_page_is_dropped(char: str) -> None:
    assert clean(f"a{char}b") == "ab"
    assert compose(PUBLIC, f"a{char}b") == "It doubles.\nab"


@pytest.mark.parametrize("text", ["a\n\tb", "größer 日本 ×", "\U0001f600", "[bold]x[/]", "<b>&amp;"])
def test_other_text_stays(text: str) -> None:
    assert clean(text) == text


def test_a_paragraph_has_a_largest_length() -> None:
    assert compose(PUBLIC, "x" * MAX_TEXT) == "It doubles.\n" + "x" * MAX_TEXT
    assert compose(PUBLIC, "x" * (MAX_TEXT + 1)) == "It doubles.\n" + "x" * MAX_TEXT + " […]"
    assert len(compose(PUBLIC, "y" * 10**6, "z" * 10**6)) < 2 * MAX_TEXT + 100


def test_the_cap_counts_what_is_left_after_cleaning() -> None:
    assert compose(PUBLIC, "\x1b" * MAX_TEXT + "kept") == "It doubles.\nkept"


def test_a_long_line_of_the_source_does_not_flood_the_message() -> None:
    message = compose(HIDDEN, of_error(HIDDEN, ValueError(), [1], Text(f"x = '{'y' * 10**6}'")))
    assert message.startswith("It doubles arrays.\nYour code raised ValueError.\n  line 1: x = 'yyy")
    assert len(message) < MAX_TEXT + 100
