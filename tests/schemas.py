"""The documented shapes of other tools' result files, as code."""

from typing import Any

VISIBILITY = {"visible", "hidden", "after_due_date", "after_published"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
Number = int | float
TOP: dict[str, type | Any] = {
    "score": Number,
    "execution_time": Number,
    "output": str,
    "output_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
    "visibility": VISIBILITY,
    "stdout_visibility": VISIBILITY,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
TEST: dict[str, type | Any] = {
    "score": Number,
    "max_score": Number,
    "status": {"passed", "failed"},
    "name": str,
    "name_format": FORMATS,
    "number": str,
    "output": str,
    "output_format": FORMATS,
    "tags": list,
    "visibility": VISIBILITY,
    "extra_data": dict,
}


def expect_gradescope(record: dict[str, Any]) -> None:
    """Asserts that a results.json is as Gradescope documents it, with the names that its sidebar can show."""
    _expect(record, TOP)
    assert "score" in record or all("score" in test for test in record["tests"])
    for test in record["tests"]:
        _expect(test, TEST)
        assert 0 < len(test["name"]) <= 60
        assert "\n" not in test["name"]
        assert all(isinstance(tag, str) for tag in test["tags"])
        assert ("score" in test) == ("max_score" in test)
    assert len({test["number"] for test in record["tests"]}) == len(record["tests"])


def expect_classroom(record: dict[str, Any]) -> None:
    """Asserts that a record is what Classroom's reporter reads."""
    assert record.keys() == {"version", "status", "max_score", "tests"}
    assert record["status"] in {"pass", "fail", "error"}
    for test in record["tests"]:
        assert test.keys() == {"name", "status", "score", "message", "test_code", "line_no"}
        assert test["status"] in {"pass", "fail", "error"}
        assert isinstance(test["score"], int)
        assert (test["test_code"], test["line_no"]) == ("", 0)


def _expect(record: dict[str, Any], schema: dict[str, type | Any]) -> None:
    assert record.keys() <= schema.keys()
    for key, value in record.items():
        allowed = schema[key]
        assert value in allowed if isinstance(allowed, set) else isinstance(value, allowed), key
