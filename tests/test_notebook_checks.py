"""Checks in a notebook say what pytest would, on the functions of the notebook, in a few lines."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ANSWER, PUBLIC, STUB, TEMPLATE

FIXTURES = '''"""Checks that share what is dear to make."""

import pytest
from double import double


@pytest.fixture(scope="module")
def shared():
    return [double(1)]


@pytest.fixture
def own(shared):
    return [*shared]


def test_first(shared, own):
    """What is shared stays, what is not is made anew."""
    shared.append(1)
    own.append(2)
    assert own == [2, 2]


def test_second(own):
    """As the first has left it."""
    assert own == [2, 1], "not as it was left"


def test_refuses():
    """A text is refused."""
    with pytest.raises(ValueError):
        double("x")
'''


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Runs checks of `double` on what cells define."""
    monkeypatch.syspath_prepend(str(TEMPLATE))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = dict(sys.modules)
    import notebook_checks

    def run(source: str, *cells: str) -> Any:
        namespace: dict[str, Any] = {}
        for cell in cells:
            exec(cell, namespace)
        return notebook_checks.run("double", source, namespace)

    yield run
    for name in sys.modules.keys() - before.keys():
        del sys.modules[name]


def test_an_answer_is_all_green(run: Callable[..., Any]) -> None:
    report = run(PUBLIC, ANSWER)
    assert repr(report) == "double: 1 of 1 checks passed\n✓ Twice two is four."
    assert "✓ pass" in report._repr_html_()
    assert "✗" not in report._repr_html_()


def test_a_stub_is_all_red_in_three_lines_each(run: Callable[..., Any]) -> None:
    report = run(PUBLIC, STUB)
    assert repr(report).splitlines()[:3] == [
        "double: 0 of 1 checks passed",
        "✗ Twice two is four.",
        "    NotImplementedError: double is yours to write",
    ]
    assert len(repr(report).splitlines()) <= 4


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("def double(x): return 5", "expected 4, got 5"),
        ("def double(x): return None", "expected a number or an array, got None: is a `return` missing?"),
        ("x = 1", "double is not defined: run the cell that defines it"),
        ("def double(x): return missing", "NameError: name 'missing' is not defined"),
        ("double = 3", "TypeError: 'int' object is not callable"),
        ("def double(x): assert x > 9", "AssertionError"),
        ("def double(x): exit()", "SystemExit"),
    ],
)
def test_what_is_wrong_is_said_in_its_own_words(run: Callable[..., Any], cell: str, message: str) -> None:
    ((_, sentence, said),) = run(PUBLIC, cell).results
    assert sentence == "Twice two is four."
    assert said.startswith(message)
    assert len(said.splitlines()) <= 2


def test_the_last_definition_counts_at_each_run(run: Callable[..., Any]) -> None:
    assert run(PUBLIC, STUB).passed == 0
    assert run(PUBLIC, STUB, ANSWER).passed == 1
    assert run(PUBLIC, ANSWER, STUB).passed == 0


def test_fixtures_and_expected_errors_work_as_in_pytest(run: Callable[..., Any]) -> None:
    report = run(FIXTURES, "def double(x):\n    if x == 'x':\n        raise ValueError\n    return 2 * x")
    assert [message for _, _, message in report.results] == ["", "", ""]
    report = run(FIXTURES, "def double(x):\n    return 3 * x")
    first, second, third = (message.splitlines()[0] for _, _, message in report.results)
    assert (first, second) == ("AssertionError", "not as it was left")
    assert third.startswith("Failed: DID NOT RAISE")
    assert report.results[0][2].splitlines()[1] == "  in: assert own == [2, 2]"


def test_a_fixture_that_fails_fails_the_checks_that_use_it(run: Callable[..., Any]) -> None:
    report = run(FIXTURES, "def double(x): raise ValueError('no')")
    assert [message.partition("\n")[0] for _, _, message in report.results] == [
        "ValueError: no",
        "ValueError: no",
        "",
    ]


def test_nothing_of_a_student_is_taken_for_markup(run: Callable[..., Any]) -> None:
    shown = run(PUBLIC, "def double(x): raise ValueError('<script>&')")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;&amp;" in shown


def test_the_magic_takes_checks_from_its_cell_or_from_the_folder_of_the_exercise(
    run: Callable[..., Any], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import notebook_checks

    class Shell:
        def __init__(self) -> None:
            self.user_ns: dict[str, Any] = {}

        def register_magic_function(self, function: Any, kind: str, name: str) -> None:
            assert (kind, name) == ("line_cell", "check")
            self.check = function

    shell = Shell()
    exec(ANSWER, shell.user_ns)
    notebook_checks.load_ipython_extension(shell)
    assert shell.check("double", PUBLIC).passed == 1
    monkeypatch.chdir(root / "exercises")
    assert shell.check(" double ").passed == 1
    with pytest.raises(FileNotFoundError, match=r"no test_treble\.py in this folder or below"):
        shell.check("treble")
