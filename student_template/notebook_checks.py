"""Runs public checks in a notebook, on the functions that its cells define.

In a notebook of your own, in this folder: `%load_ext notebook_checks` once, then `%check conv_forward`.
A notebook that was handed out brings the checks along, below `%%check conv_forward`.
"""

import ast
import html
import inspect
import linecache
import sys
import types
from pathlib import Path


def load_ipython_extension(shell):
    """Makes `%check name` and `%%check name` known to IPython, which calls this for `%load_ext notebook_checks`."""

    def check(line, cell=None):
        name = line.strip()
        return run(name, find(name) if cell is None else cell, shell.user_ns)

    shell.register_magic_function(check, "line_cell", "check")


def find(name):
    """Returns the public checks of an exercise, from its folder below this one."""
    paths = sorted(Path().glob(f"**/test_{name}.py"))
    if not paths:
        raise FileNotFoundError(f"there is no test_{name}.py in this folder or below: is {name!r} an exercise?")
    return paths[0].read_text(encoding="utf-8")


def run(name, source, namespace):
    """Runs every check of a source and returns what came of them.

    Args:
        name: str, the exercise; what the checks import from it is looked up in `namespace`.
        source: str, the checks.
        namespace: dict, what the notebook's cells have defined.
    """
    place = f"<checks of {name}>"
    linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
    sys.modules[name] = Answers(name, namespace)
    tree = ast.parse(source)
    fixtures = take_fixtures(tree)
    module = {"__name__": f"test_{name}"}
    checks = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    problem = attempt(place, namespace, exec, compile(tree, place, "exec"), module)
    made = {}
    results = []
    for check in checks:
        sentence = " ".join((ast.get_docstring(check) or check.name).split())
        message = problem or attempt(place, namespace, call, module.get(check.name), module, fixtures, made)
        results.append((check.name, sentence, message))
    return Report(name, results)


class Answers(types.ModuleType):
    """Stands for the file of an exercise: every name in it is what the notebook says it is now."""

    def __init__(self, name, namespace):
        super().__init__(name)
        self.__dict__["__path__"] = []
        self.__dict__["_namespace"] = namespace

    def __getattr__(self, name):
        if name.startswith("__") or name not in self._namespace:
            raise AttributeError(name)
        return self._namespace[name]


def take_fixtures(tree):
    """Makes plain functions of a source's fixtures, and returns which of them all checks share."""
    fixtures = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any("fixture" in ast.unparse(d) for d in node.decorator_list):
            fixtures[node.name] = any("scope" in ast.unparse(d) for d in node.decorator_list)
            node.decorator_list = []
    return fixtures


def call(function, module, fixtures, made):
    """Calls a check or a fixture with the fixtures that it names."""
    values = {}
    for name in inspect.signature(function).parameters:
        if name not in made:
            value = call(module[name], module, fixtures, made)
            if not fixtures[name]:
                values[name] = value
                continue
            made[name] = value
        values[name] = made[name]
    return function(**values)


def attempt(place, namespace, action, *args):
    """Returns what went wrong in an action, in a few lines, or nothing."""
    try:
        action(*args)
    except ImportError as error:
        if isinstance(sys.modules.get(error.name or ""), Answers):
            return f"{str(error).split(chr(39))[1]} is not defined: run the cell that defines it"
        return describe(error, place, namespace)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # that of pytest.raises is no Exception
        return describe(error, place, namespace)
    return ""


def describe(error, place, namespace):
    """Describes an error: its words and the line of the notebook that it came from, or else the line of the check."""
    lines = {"notebook": "", "check": ""}
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        whose = "notebook" if frame.f_globals is namespace else "check" if frame.f_code.co_filename == place else None
        if whose:
            lines[whose] = linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
        trace = trace.tb_next
    words = str(error).split("\nassert ")[0].rstrip()
    if isinstance(error, AssertionError) and words and not lines["notebook"]:
        return words
    name = type(error).__name__
    line = lines["notebook"] or lines["check"]
    return (f"{name}: {words}" if words else name) + (f"\n  in: {line}" if line else "")


class Report:
    """What came of the checks of an exercise: shown as a table in a notebook, and as lines elsewhere."""

    def __init__(self, name, results):
        self.name = name
        self.results = results

    @property
    def passed(self):
        return sum(not message for _, _, message in self.results)

    def __repr__(self):
        lines = [f"{self.name}: {self.passed} of {len(self.results)} checks passed"]
        for _, sentence, message in self.results:
            lines.append(f"{'✗' if message else '✓'} {sentence}")
            lines += [f"    {line}" for line in message.splitlines()]
        return "\n".join(lines)

    def _repr_html_(self):
        colors = {True: "#1a7f37", False: "#cf222e"}
        rows = []
        for name, sentence, message in self.results:
            mark = f"<b style='color: {colors[not message]}'>{'✗ fail' if message else '✓ pass'}</b>"
            words = (
                f"<pre style='margin: 0.3em 0 0; white-space: pre-wrap'>{html.escape(message)}</pre>" if message else ""
            )
            left = "style='text-align: left; vertical-align: top'"
            cells = f"<td {left}>{mark}</td><td {left} title='{html.escape(name)}'>{html.escape(sentence)}{words}</td>"
            rows.append(f"<tr>{cells}</tr>")
        color = colors[self.passed == len(self.results)]
        head = f"{html.escape(self.name)}: {self.passed} of {len(self.results)} checks passed"
        return f"<b style='color: {color}'>{head}</b><table>{''.join(rows)}</table>"
