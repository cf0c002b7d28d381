"""The two halves of a course become assignments and exercises; what is missing or wrong is named."""

import shutil
from pathlib import Path

import pytest

from autograder.content import catalog
from autograder.content.catalog import Course, own_course
from autograder.model import Check, ContentError, Limits, UsageError
from tests.conftest import HIDDEN, METADATA

PUBLIC, PRIVATE = Path("exercises", "01_demo", "01_double"), Path("reference", "01_demo", "01_double")
FILES = [PUBLIC.parent / "README.md", PUBLIC / "double.py", PUBLIC / "test_double.py"]
FILES += [PRIVATE / name for name in ("double.py", "test_double_hidden.py", "exercise.toml")]


def add_exercise(root: Path, id: str) -> None:
    """Copies the exercise of the small course under another name."""
    name = id.split("_", 1)[1]
    for half in (PUBLIC, PRIVATE):
        shutil.copytree(root / half, (root / half).with_name(id))
        for path in (root / half).with_name(id).glob("*double*.py"):
            path.rename(path.with_name(path.name.replace("double", name)))


def content_complaint(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        Course(root).assignment("01_demo")
    return str(caught.value)


def test_an_exercise_is_read_from_both_halves(course: Course) -> None:
    assignment = course.assignment("01_demo")
    assert (assignment.id, assignment.title) == ("01_demo", "A demonstration")
    assert assignment.public == course.public / "01_demo"
    (exercise,) = assignment.exercises
    assert exercise.title == "Double: what is twice as much?"
    assert exercise.checks == (
        Check("test_doubles_two", "Twice two is four.", 0, True),
        Check("test_doubles_arrays", "Every cell of an array is doubled.", 7, False),
        Check("test_leaves_its_argument", "The argument stays as it was.", 3, False),
    )
    assert exercise.limits == Limits(check_seconds=2, load_seconds=20)
    assert exercise.needs == ()
    assert [misconception.id for misconception in exercise.misconceptions] == ["squares", "triples"]


def test_numbers_give_the_order_and_other_folders_are_passed_over(root: Path) -> None:
    for id in ("10_aa", "02_zz", "03_mm"):
        add_exercise(root, id)
    for name in ("09_i", "02_b", "07_g", "00_z", "05_e", ".git", "__pycache__"):
        (root / "exercises" / name).mkdir()
    for name in ("figures", "1_short", "03_Upper", "__pycache__"):
        (root / "exercises" / "01_demo" / name).mkdir()
    course = Course(root)
    assert course.assignment_ids() == ["00_z", "01_demo", "02_b", "05_e", "07_g", "09_i"]
    ids = ["01_double", "02_zz", "03_mm", "10_aa"]
    assert course.exercise_ids("01_demo") == ids
    assert [exercise.id for exercise in course.assignment("01_demo").exercises] == ids


def test_chosen_exercises_by_name_or_id_keep_the_order_of_study(root: Path) -> None:
    for id in ("02_zz", "03_mm"):
        add_exercise(root, id)
    chosen = Course(root).assignment("01_demo", ["mm", "01_double", "double"]).exercises
    assert [exercise.id for exercise in chosen] == ["01_double", "03_mm"]


@pytest.mark.parametrize(
    ("assignment", "exercise", "end"),
    [
        ("01_dmeo", "double", "there is no assignment '01_dmeo': did you mean '01_demo'?"),
        ("demo", "double", "there is no assignment 'demo': did you mean '01_demo'?"),
        ("xyz", "double", "there is no assignment 'xyz': there are 01_demo"),
        ("01_demo", "duoble", "there is no exercise 'duoble' in 01_demo: did you mean 'double'?"),
        ("01_demo", "ouble", "there is no exercise 'ouble' in 01_demo: did you mean 'double'?"),
        ("01_demo", "xyz", "there is no exercise 'xyz' in 01_demo: there are double, 01_double"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(course: Course, assignment: str, exercise: str, end: str) -> None:
    with pytest.raises(UsageError) as caught:
        course.assignment(assignment, [exercise])
    assert str(caught.value) == end


@pytest.mark.parametrize("half", [PUBLIC, PRIVATE])
def test_one_half_missing_is_no_silence(root: Path, half: Path) -> None:
    shutil.rmtree(root / half)
    assert Course(root).exercise_ids("01_demo") == ["01_double"]
    message = content_complaint(root)
    assert str(root / half) in message
    assert "missing" in message


@pytest.mark.parametrize("place", FILES, ids=str)
def test_a_missing_file_is_named(root: Path, place: Path) -> None:
    (root / place).unlink()
    message = content_complaint(root)
    assert message.startswith(f"{root / place}: ")
    assert "is missing: write it" in message


def test_a_stub_without_a_title_is_refused(root: Path) -> None:
    (root / PUBLIC / "double.py").write_text("def double(x): ...\n", encoding="utf-8")
    assert content_complaint(root).startswith(f"{root / PUBLIC / 'double.py'}:1: no docstring")


@pytest.mark.parametrize(
    ("caught_by", "suggestion"),
    [
        ("test_doubles_arrys", "did you mean 'test_doubles_arrays'?"),
        ("test_doubles_two", "test_doubles_arrays"),  # public checks catch nothing
        ("xyz", "there are test_doubles_arrays, test_leaves_its_argument"),
    ],
)
def test_a_misconception_is_caught_by_a_hidden_check(root: Path, caught_by: str, suggestion: str) -> None:
    metadata = root / PRIVATE / "exercise.toml"
    metadata.write_text(METADATA[: METADATA.rindex("test_doubles_arrays")] + f'{caught_by}"\n', encoding="utf-8")
    message = content_complaint(root)
    assert message.startswith(str(metadata))
    assert "'triples'" in message
    assert repr(caught_by) in message
    assert suggestion in message


def test_a_wrong_caught_by_is_named_at_its_line(root: Path) -> None:
    metadata = root / PRIVATE / "exercise.toml"
    metadata.write_text(METADATA.replace('caught_by = "test_doubles', 'caught_by = "test_halves'), encoding="utf-8")
    assert content_complaint(root).startswith(f"{metadata}:10: ")


def test_a_public_and_a_hidden_check_have_different_names(root: Path) -> None:
    """The judge knows a check by its name: the hidden one's words would be shown as the public one's."""
    hidden = HIDDEN.replace("def test_doubles_arrays", "def test_doubles_two")
    (root / PRIVATE / "test_double_hidden.py").write_text(hidden, encoding="utf-8")
    (root / PRIVATE / "exercise.toml").write_text("", encoding="utf-8")
    assert "test_doubles_two" in content_complaint(root)


def test_two_exercises_of_one_name_are_refused(root: Path) -> None:
    """Both would be graded on the same file, and results are kept by name."""
    add_exercise(root, "02_double")
    assert "02_double" in content_complaint(root)


@pytest.mark.parametrize("missing", ["exercises", "reference", "student_template"])
def test_a_folder_without_one_of_the_three_is_no_course(root: Path, missing: str) -> None:
    shutil.rmtree(root / missing)
    with pytest.raises(UsageError) as caught:
        Course(root)
    assert str(root) in str(caught.value)
    assert missing in str(caught.value)


def test_the_course_of_the_package_lies_beside_it_or_inside_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Course(own_course()).assignment_ids()
    monkeypatch.setattr(catalog, "__file__", str(tmp_path / "autograder" / "content" / "catalog.py"))
    assert own_course() == tmp_path
    (tmp_path / "autograder" / "_course").mkdir(parents=True)
    assert own_course() == tmp_path / "autograder" / "_course"
