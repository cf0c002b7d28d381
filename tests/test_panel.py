"""Judges that die or cannot work cost no student anything."""

import pytest

from autograder.content.catalog import Course
from autograder.judging.panel import Panel, Task
from autograder.model import AutograderError, Outcome
from tests.conftest import ANSWER, CONDITIONS, HIDDEN


def panel_of(course: Course) -> Panel:
    return Panel(course.assignment("01_demo").exercises, course.template, CONDITIONS, jobs=1)


def test_a_check_that_cannot_be_collected_stops_with_its_reason(course: Course) -> None:
    hidden = course.private / "01_demo/01_double/test_double_hidden.py"
    hidden.write_text("import no_such_module\n" + HIDDEN)
    with panel_of(course) as panel, pytest.raises(AutograderError, match="no_such_module"):
        list(panel.judge([Task("one", {"01_double": ANSWER.encode()})]))


DIES_ONCE = """    import os, pathlib
    mark = pathlib.Path(__file__ + ".died")
    if not mark.exists():
        mark.touch()
        os._exit(1)
"""


def test_a_judge_that_dies_costs_no_student_anything(course: Course) -> None:
    hidden = course.private / "01_demo/01_double/test_double_hidden.py"
    hidden.write_text(HIDDEN.replace("    x = np.array([3.0", DIES_ONCE + "    x = np.array([3.0"))
    with panel_of(course) as panel:
        verdicts = dict(panel.judge(Task(i, {"01_double": ANSWER.encode()}) for i in range(3)))
    assert [verdicts[i]["01_double"].score for i in range(3)] == [10, 10, 10]


def test_a_judge_that_always_dies_is_our_fault(course: Course) -> None:
    hidden = course.private / "01_demo/01_double/test_double_hidden.py"
    hidden.write_text(HIDDEN.replace("x = np.array([3.0", "import os\n    os._exit(1)\n    x = np.array([3.0"))
    with panel_of(course) as panel:
        ((_, verdict),) = panel.judge([Task("one", {"01_double": ANSWER.encode()})])
    assert verdict["01_double"].is_our_fault


def test_a_check_that_goes_wrong_is_not_the_students_fault(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    hidden = course.private / "01_demo/01_double/test_double_hidden.py"
    hidden.write_text(HIDDEN.replace("assert_same(x, [3, 4])", "1 / 0"))
    with panel_of(course) as panel:
        ((_, verdict),) = panel.judge([Task("one", {"01_double": ANSWER.encode()})])
    assert verdict["01_double"].checks[-1].outcome is Outcome.NOT_JUDGED
    assert verdict["01_double"].is_our_fault
    assert "ZeroDivisionError" in capfd.readouterr().err
