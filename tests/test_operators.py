"""Each mutation operator makes exactly the slips that it is for."""

import ast
from collections.abc import Callable, Iterator

import pytest

from autograder.content import operators

Operator = Callable[[ast.AST], Iterator[ast.AST]]


def made(operator: Operator, text: str) -> list[str]:
    """Returns what an operator makes of an expression or a statement."""
    (node,) = ast.parse(text).body
    whole = node.value if isinstance(node, ast.Expr) and operator is not operators.statement else node
    return [ast.unparse(new) for new in operator(whole)]


@pytest.mark.parametrize(
    ("operator", "text", "expected"),
    [
        (operators.arithmetic, "a + b", ["a - b", "a * b"]),
        (operators.arithmetic, "a - b", ["a + b", "b - a"]),
        (operators.arithmetic, "a * b", ["a + b", "a // b", "a ** b"]),
        (operators.arithmetic, "a / b", ["a * b", "a // b", "b / a"]),
        (operators.arithmetic, "a // b", ["a / b", "a * b", "b // a"]),
        (operators.arithmetic, "a % b", ["a // b", "b % a"]),
        (operators.arithmetic, "a ** b", ["a * b", "b ** a"]),
        (operators.arithmetic, "a @ b", ["a * b", "b @ a"]),
        (operators.arithmetic, "a += b", ["a -= b", "a *= b"]),
        (operators.arithmetic, "a | b", []),
        (operators.comparison, "a < b", ["a <= b", "a > b"]),
        (operators.comparison, "a <= b", ["a < b", "a >= b"]),
        (operators.comparison, "a > b", ["a >= b", "a < b"]),
        (operators.comparison, "a >= b", ["a > b", "a <= b"]),
        (operators.comparison, "a == b", ["a != b"]),
        (operators.comparison, "a is None", ["a is not None"]),
        (operators.comparison, "a not in b", ["a in b"]),
        (operators.comparison, "a < b != c", ["a <= b != c", "a > b != c", "a < b == c"]),
        (operators.logic, "a or b", ["a and b", "b", "a"]),
        (operators.logic, "a and b and c", ["a or b or c", "b and c", "a and c", "a and b"]),
        (operators.condition, "if a < b: pass", ["if not a < b:\n    pass"]),
        (operators.condition, "while a: pass", ["while not a:\n    pass"]),
        (operators.condition, "b if a else c", ["b if not a else c"]),
        (operators.condition, "b if a == 1 else c", []),  # comparison makes it
        (operators.sign, "-a", ["a"]),
        (operators.sign, "not a", ["a"]),
        (operators.constant, "3", ["4", "2"]),
        (operators.constant, "True", ["False"]),
        (operators.constant, "0.5", []),
        (operators.constant, "'same'", []),
        (operators.order, "(a, b, c)", ["(b, a, c)", "(a, c, b)"]),
        (operators.order, "[a, b]", ["[b, a]"]),
        (operators.order, "f(a, b, c=d)", ["f(b, a, c=d)"]),
        (operators.order, "np.maximum(a, b)", []),
        (operators.order, "(a,)", []),
        (operators.omission, "[a, b]", ["[b]", "[a]"]),
        (operators.omission, "f(a=b, c=d)", ["f(c=d)", "f(a=b)"]),
        (operators.omission, "x.copy()", ["x"]),
        (operators.omission, "np.pad(x, 1)", ["np", "x"]),
        (operators.omission, "f(1, x)", []),
        (operators.omission, "f(*x)", []),
        (operators.statement, "a = b", ["pass"]),
        (operators.statement, "f(a)", ["pass"]),
        (operators.statement, "raise ValueError", ["pass"]),
        (operators.statement, "'What it does.'", []),
        (operators.statement, "import numpy", []),
        (operators.assignment, "a += b", ["a = b"]),
        (operators.assignment, "a = a + b", ["a += b"]),
        (operators.assignment, "a = b + a", []),
        (operators.assignment, "a = b", []),
        (operators.twin, "min", ["max"]),
        (operators.twin, "np.zeros", ["np.ones"]),
        (operators.twin, "other", []),
    ],
)
def test_an_operator_makes_its_slips_and_no_others(operator: Operator, text: str, expected: list[str]) -> None:
    assert made(operator, text) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("i:i + k", ["x[i + 1:i + k]", "x[i - 1:i + k]", "x[i:i + k + 1]", "x[i:i + k - 1]"]),
        (":n", ["x[:n + 1]", "x[:n - 1]"]),
        ("1:", []),  # constant makes them
        ("i", []),
    ],
)
def test_a_slice_begins_or_ends_one_off(index: str, expected: list[str]) -> None:
    (node,) = ast.parse(f"x[{index}]").body
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Subscript)
    new = [operators.changed(node.value, slice=other) for other in operators.bound(node.value.slice)]
    assert [ast.unparse(other) for other in new] == expected


def test_a_name_is_mixed_up_where_it_is_read() -> None:
    (node,) = ast.parse("i = i").body
    assert isinstance(node, ast.Assign)
    names = {"i": ["h", "j"]}
    read, written = node.value, node.targets[0]
    assert [ast.unparse(new) for new in operators.wrong_name(read, names)] == ["h", "j"]
    assert list(operators.wrong_name(written, names)) == []
