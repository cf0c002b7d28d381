"""The mutation operators: what may stand in an answer in place of a node of its syntax tree, each a likely slip."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

# The names that a name of a function is easily mixed up with.
Siblings = Mapping[str, list[str]]
Node = TypeVar("Node", bound=ast.AST)

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
ONE_WAY = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
} | {operator: (opposite,) for operator, opposite in OPPOSITES.items()}
PAIRS = ["min max", "minimum maximum", "argmin argmax", "any all", "floor ceil", "zeros ones", "sum prod"]
TWINS = {one: other for pair in PAIRS for one, other in (pair.split(), pair.split()[::-1])}
# The order of their arguments means nothing, or that of their axes.
SYMMETRIC = {"min", "max", "minimum", "maximum"}
REDUCTIONS = {"sum", "prod", "mean", "min", "max", "any", "all", "std", "var"}


def replacements(node: ast.AST, siblings: Siblings) -> Iterator[ast.AST]:
    """Yields what may stand in the place of a node."""
    for operator in OPERATORS:
        yield from operator(node)
    yield from wrong_name(node, siblings)


def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    """Another operation, or its operands the other way round."""
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for operator in ARITHMETIC.get(type(node.op), ()):
            yield changed(node, op=operator())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ONE_WAY):
        yield changed(node, left=node.right, right=node.left)


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """Another comparison: its neighbour, and the other way round."""
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                yield changed(node, ops=[*node.ops[:i], other(), *node.ops[i + 1 :]])


def logic(node: ast.AST) -> Iterator[ast.AST]:
    """`and` for `or`, and an operand left out."""
    if isinstance(node, ast.BoolOp):
        yield changed(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
        for i in range(len(node.values)):
            rest = [*node.values[:i], *node.values[i + 1 :]]
            yield changed(node, values=rest) if len(rest) > 1 else rest[0]


def condition(node: ast.AST) -> Iterator[ast.AST]:
    """The opposite condition, where no other comparison is it already."""
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not (
        isinstance(node.test, ast.Compare) and len(node.test.ops) == 1 and type(node.test.ops[0]) in OPPOSITES
    ):
        yield changed(node, test=ast.UnaryOp(ast.Not(), node.test))


def sign(node: ast.AST) -> Iterator[ast.AST]:
    """A minus or a `not` left out."""
    if isinstance(node, ast.UnaryOp):
        yield node.operand


def constant(node: ast.AST) -> Iterator[ast.AST]:
    """An integer that is one off, and the other truth."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def bound(node: ast.AST) -> Iterator[ast.AST]:
    """A slice that begins or ends one off; integers are `constant`'s."""
    if isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            end = getattr(node, name)
            if end is not None and not isinstance(end, ast.Constant):
                yield changed(node, **{name: ast.BinOp(end, ast.Add(), ast.Constant(1))})
                yield changed(node, **{name: ast.BinOp(end, ast.Sub(), ast.Constant(1))})


def order(node: ast.AST) -> Iterator[ast.AST]:
    """Neighbours of a tuple, a list or the arguments of a call in each other's place."""
    if isinstance(node, ast.Tuple | ast.List):
        name, items = "elts", node.elts
    elif isinstance(node, ast.Call) and called(node) not in SYMMETRIC:
        name, items = "args", node.args
    else:
        return
    for i in range(len(items) - 1):
        yield changed(node, **{name: [*items[:i], items[i + 1], items[i], *items[i + 2 :]]})


def omission(node: ast.AST) -> Iterator[ast.AST]:
    """A keyword argument or an element of a list left out, or a call: what it was made of is taken as it is."""
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load):
        for i in range(len(node.elts)):
            yield changed(node, elts=[*node.elts[:i], *node.elts[i + 1 :]])
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            yield changed(node, keywords=[*node.keywords[:i], *node.keywords[i + 1 :]])
        if isinstance(node.func, ast.Attribute):
            yield node.func.value
        if node.args and not isinstance(node.args[0], ast.Constant | ast.Starred):
            yield node.args[0]


def statement(node: ast.AST) -> Iterator[ast.AST]:
    """A statement left out; docstrings are none."""
    match node:
        case ast.Expr(value=ast.Constant()):
            pass
        case ast.Expr() | ast.Assign() | ast.AugAssign() | ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
            yield ast.Pass()


def assignment(node: ast.AST) -> Iterator[ast.AST]:
    """`=` for `+=`, and `x += y` for `x = x + y`, which changes an array that others hold."""
    match node:
        case ast.AugAssign(target=target, value=value):
            yield ast.Assign([target], value, lineno=node.lineno)
        case ast.Assign(targets=[ast.Name(id=name) as target], value=ast.BinOp(left=ast.Name(id=left), op=op)):
            if name == left:
                yield ast.AugAssign(target, op, node.value.right)  # type: ignore[attr-defined]  # seen by the case


def twin(node: ast.AST) -> Iterator[ast.AST]:
    """The other function of a pair, such as max for min."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name in TWINS:
            yield changed(node, id=TWINS[name])
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in TWINS:
            yield changed(node, attr=TWINS[name])


def wrong_name(node: ast.AST, siblings: Siblings) -> Iterator[ast.AST]:
    """A name that is like the right one."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in siblings.get(node.id, ()):
            yield changed(node, id=other)


OPERATORS: list[Callable[[ast.AST], Iterator[ast.AST]]] = [
    arithmetic,
    comparison,
    logic,
    condition,
    sign,
    constant,
    bound,
    order,
    omission,
    statement,
    assignment,
    twin,
]


def changed(node: Node, **fields: object) -> Node:
    """Returns a copy of a node with other fields; all that is below stays shared."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def called(node: ast.Call) -> str:
    """Returns the name of the function or method that is called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))
