"""Names of one kind are found, whatever makes them one."""

import ast

import pytest

from autograder.content.siblings import siblings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(a: int, b: int, c: str, d: int): pass", {"a": ["b"], "b": ["a", "d"], "d": ["b"]}),
        ("def f(a, b): pass", {"a": ["b"], "b": ["a"]}),
        ("def f(a, *, b): pass", {"a": ["b"], "b": ["a"]}),
        ("def f(): h, w, c = s", {"h": ["w"], "w": ["h", "c"], "c": ["w"]}),
        ("def f():\n for i in a:\n  for j in b: pass", {"i": ["j"], "j": ["i"]}),
        ("def f(): return [i + j for i in a for j in b]", {"i": ["j"], "j": ["i"]}),
        ("def f():\n rows = g(1)\n columns = g(2)", {"rows": ["columns"], "columns": ["rows"]}),
        ("def f():\n rows = g(1)\n columns = 2", {}),
        ("def f():\n for i in a: pass\n for i in b: pass", {}),
    ],
)
def test_names_of_one_kind_are_siblings(text: str, expected: dict[str, list[str]]) -> None:
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    assert {name: sorted(set(others)) for name, others in siblings(function).items()} == {
        name: sorted(others) for name, others in expected.items()
    }
