"""JUnit XML: what a student got wrong is a failure, what we got wrong is an error, and any text is legal."""

import re
from xml.etree import ElementTree

from autograder.model import Result
from autograder.results import junit
from tests.made import ALL_HOSTILE, HOSTILE, MIXED, result

# What XML 1.0 allows.
LEGAL = re.compile(r"[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def suites(*results: Result) -> ElementTree.Element:
    return ElementTree.fromstring(junit.document("01_demo", results))


def test_each_submission_and_exercise_has_a_suite() -> None:
    tree = suites(MIXED, result("ben", double=MIXED.exercises["double"]))
    assert (tree.tag, tree.get("name")) == ("testsuites", "01_demo")
    names = [suite.get("name") for suite in tree]
    assert names == ["ada/double", "ada/treble", "ada/halve", "ada/square", "ben/double"]
    places = [(case.get("classname"), case.get("name")) for case in tree.iter("testcase")]
    assert places[0] == ("ada.double", "test_doubles_two")
    assert len(set(places)) == len(places)


def test_a_failure_is_the_students_an_error_is_ours_and_what_was_not_handed_in_is_skipped() -> None:
    kinds = {
        case.get("name", ""): [child.tag for child in case if child.tag != "properties"]
        for case in suites(MIXED).iter("testcase")
    }
    assert kinds["test_doubles_two"] == kinds["test_leaves_its_argument"] == ["failure"]
    assert kinds["test_doubles_arrays"] == kinds["test_trebles"] == []
    last = [[child.tag for child in case][1:] for case in suites(MIXED).iter("testcase")][-2:]
    assert last == [["skipped"], ["error"]]


def test_a_suite_counts_its_cases() -> None:
    for suite in suites(MIXED, ALL_HOSTILE):
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        for kind, tag in {"failures": "failure", "errors": "error", "skipped": "skipped"}.items():
            assert suite.get(kind) == str(len(suite.findall(f"testcase/{tag}")))


def test_points_are_properties() -> None:
    (case,) = (case for case in suites(MIXED).iter("testcase") if case.get("name") == "test_doubles_arrays")
    found = {entry.get("name"): entry.get("value") for entry in case.iter("property")}
    assert found == {"points": "7", "max_points": "7"}


def test_any_text_gives_legal_xml() -> None:
    data = junit.document("01_demo", [ALL_HOSTILE])
    assert LEGAL.fullmatch(data.decode())
    texts = [failure.text or "" for failure in ElementTree.fromstring(data).iter("failure")]
    assert "]]>" in texts[0]
    assert "ä 汉" in texts[0]
    assert HOSTILE[-1000:] in texts[0]
    assert all(len(failure.get("message", "")) <= 200 for failure in ElementTree.fromstring(data).iter("failure"))


def test_no_host_and_no_clock_make_two_runs_differ() -> None:
    assert junit.document("01_demo", [MIXED]) == junit.document("01_demo", [MIXED])
    assert {"hostname", "timestamp"} & {name for suite in suites(MIXED).iter() for name in suite.attrib} == set()
