"""Mutants of a source: each slip once, named by the statement in which it is."""

import ast

import pytest

from autograder.content.mutants import Mutant, canonical, make_mutants


def changes(source: str) -> list[str]:
    """Returns each mutant as its statement before and after."""
    return [f"{mutant.before} -> {mutant.after}" for mutant in make_mutants(source)]


def test_a_function_has_these_mutants_and_no_others() -> None:
    source = "def shift(x: int, by: int) -> int:\n    # A comment.\n    return x + by\n"
    assert changes(source) == [
        "return x + by -> pass",
        "return x + by -> return x - by",
        "return x + by -> return x * by",
        "return x + by -> return by + by",
        "return x + by -> return x + x",
    ]


def test_a_mutant_is_the_whole_source_with_one_slip() -> None:
    (first, *_) = make_mutants("import math\n\n\ndef half(x):\n    return x / 2\n")
    assert first == Mutant(5, "return x / 2", "pass", "import math\n\ndef half(x):\n    pass")
    assert str(first) == "line 5: return x / 2 -> pass"


def test_a_slip_that_two_operators_make_is_made_once() -> None:
    sources = [mutant.source for mutant in make_mutants("def f(x):\n    return f(f(x, y=1))\n")]
    assert len(sources) == len(set(sources))


def test_what_is_the_answer_again_is_no_mutant() -> None:
    assert changes("t = (a, a)\n") == ["t = (a, a) -> pass"]


def test_what_does_not_compile_is_not_made() -> None:
    # Without the first assignment there would be no x for `nonlocal`.
    source = "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\n    g()\n    return x\n"
    mutants = make_mutants(source)
    assert mutants
    for mutant in mutants:
        compile(mutant.source, "mutant", "exec")
    assert [mutant for mutant in mutants if (mutant.line, mutant.after) == (2, "pass")] == []


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "import numpy as np",
        "raise ValueError(f'{1 + 1} is wrong') from None",
        "def f(x: tuple[int, 2]) -> dict[int, 3]: pass",
        "@cache(1)\ndef f(): pass",
        "x: tuple[int, 2]",
    ],
)
def test_words_and_annotations_are_left_alone(source: str) -> None:
    assert [change for change in changes(source) if not change.endswith("-> pass")] == []


def test_the_order_of_what_is_searched_means_nothing() -> None:
    assert changes("if x in (2, 4): pass") == [
        "if x in (2, 4): -> if x not in (2, 4):",
        "if x in (2, 4): -> if x in (3, 4):",
        "if x in (2, 4): -> if x in (1, 4):",
        "if x in (2, 4): -> if x in (2, 5):",
        "if x in (2, 4): -> if x in (2, 3):",
    ]


def test_the_order_of_the_axes_means_nothing_in_a_sum() -> None:
    swapped = "axis=(2, 1)"
    assert [change for change in changes("y = x.sum(axis=(1, 2))") if swapped in change] == []
    assert [change for change in changes("y = x.transpose(axis=(1, 2))") if swapped in change] != []


def test_an_operand_left_out_is_not_made_again_by_a_wrong_name() -> None:
    found = changes("def f(x, w):\n    return x == 1 or w == 1\n")
    assert "return x == 1 or w == 1 -> return w == 1" in found
    assert "return x == 1 or w == 1 -> return w == 1 or w == 1" not in found


def test_a_statement_is_named_without_those_that_it_holds() -> None:
    found = changes("for i in range(3):\n    if i:\n        break\n    else:\n        f()\n")
    assert "for i in range(3): -> for i in range(4):" in found
    assert "if i: -> if not i:" in found
    assert "break -> pass" in found
    assert "f() -> pass" in found


def test_a_case_and_a_handler_are_named_like_statements() -> None:
    found = changes("match x:\n    case [a, 1] if a:\n        f()\n")
    assert "case [a, 1] if a: -> case [a, 2] if a:" in found


def test_of_a_long_statement_only_what_is_around_the_change_is_shown() -> None:
    numbers = ", ".join(str(n) for n in range(100, 160))
    (found,) = [change for change in changes(f"x = f([{numbers}])\n") if ", 999," in change.replace("131, 130", "999")]
    before, after = found.split(" -> ")
    assert before.startswith("…")
    assert before.endswith("…")
    assert max(len(before), len(after)) < 100
    assert "130, 131" in before
    assert "131, 130" in after


def test_the_change_is_shown_among_many_equals() -> None:
    many = ", ".join(["a"] * 60)
    _, change = changes(f"x = [{many}]\n")
    before, after = change.split(" -> ")
    assert "a, a" in before
    assert len(before) == len(after) + len("a, ")


def test_mutants_come_in_the_order_of_the_lines() -> None:
    lines = [mutant.line for mutant in make_mutants("def f(x=1):\n    y = x + 1\n    return (y\n            + 2)\n")]
    assert lines == sorted(lines)
    assert set(lines) == {1, 2, 3, 4}


@pytest.mark.parametrize("source", ["x = ( 1 +  2 )  # three\n", "\n\nx = 1 + 2\n", "x = (1\n  + 2)\n"])
def test_layout_and_comments_make_no_difference(source: str) -> None:
    assert canonical(source) == "x = 1 + 2"


@pytest.mark.parametrize("source", ["def", "return 1", "x = \n"])
def test_what_is_no_python_has_no_form(source: str) -> None:
    assert canonical(source) == ""


def test_making_mutants_leaves_no_trace_in_the_tree() -> None:
    source = "def f(a, b):\n    for i in range(a):\n        b[i:] += -i\n    return b if a < 1 else (a, b)\n"
    assert [m.source for m in make_mutants(source)] == [m.source for m in make_mutants(source)]
    assert all(ast.dump(ast.parse(m.source)) != ast.dump(ast.parse(source)) for m in make_mutants(source))
