"""JUnit XML: a suite for each submission and exercise; a failure is the student's, an error is ours."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from autograder.model import CheckResult, ExerciseResult, Outcome, Result
from autograder.results.text import clean, line


def document(assignment: str, results: Iterable[Result]) -> bytes:
    """Returns the document: without a host's name, and without a time that would make each run another one."""
    suites = ElementTree.Element("testsuites", name=assignment)
    for result in results:
        for name, exercise in result.exercises.items():
            suites.append(_suite(clean(result.submission), name, exercise))
    ElementTree.indent(suites)
    text: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(submission: str, name: str, exercise: ExerciseResult) -> ElementTree.Element:
    cases = [_case(f"{submission}.{name}", exercise, check) for check in exercise.checks]
    kinds = [child.tag for case in cases for child in case]
    suite = ElementTree.Element(
        "testsuite",
        name=f"{submission}/{name}",
        tests=str(len(cases)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
        time=f"{sum(check.seconds for check in exercise.checks):.4f}",
    )
    suite.extend(cases)
    return suite


def _case(classname: str, exercise: ExerciseResult, check: CheckResult) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=classname, name=check.name, time=f"{check.seconds:.4f}")
    properties = ElementTree.SubElement(case, "properties")
    facts = {"points": check.points, "max_points": check.max_points, "misconception": check.misconception}
    for name, value in facts.items():
        if value is not None:
            ElementTree.SubElement(properties, "property", name=name, value=str(value))
    if check.outcome is not Outcome.PASSED:
        if check.outcome is not Outcome.NOT_JUDGED:
            kind = "failure"
        else:
            kind = "error" if exercise.problem is None else "skipped"
        ElementTree.SubElement(case, kind, type=check.outcome.value, message=line(check.message)).text = clean(
            check.message
        )
    return case
