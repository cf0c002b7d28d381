"""A digest changes with what decides a verdict, and with nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.content import digest
from autograder.content.catalog import Course

PUBLIC, PRIVATE = "exercises/01_demo/01_double", "reference/01_demo/01_double"


def append(place: str, text: str = "# changed\n") -> Callable[[Path], object]:
    return lambda root: (root / place).write_text((root / place).read_text() + text)


def change(place: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        text = (root / place).read_text()
        assert old in text
        (root / place).write_text(text.replace(old, new))

    return edit


DECIDES_ANSWERS = {
    "hidden checks": append(f"{PRIVATE}/test_double_hidden.py"),
    "public checks": append(f"{PUBLIC}/test_double.py"),
    "the checks' helper": append("student_template/checking.py"),
    "a limit": change(f"{PRIVATE}/exercise.toml", "check_seconds = 2", "check_seconds = 3"),
    "what it needs": change(f"{PRIVATE}/exercise.toml", "[limits]", 'needs = ["scipy"]\n[limits]'),
}
DECIDES_WORDS = {
    "a misconception's source": change(f"{PRIVATE}/exercise.toml", "x * 3", "x * 5"),
    "a misconception's sentence": change(f"{PRIVATE}/exercise.toml", "three times", "thrice"),
    "a misconception's name": change(f"{PRIVATE}/exercise.toml", '"triples"', '"thrice"'),
    "the answer below a misconception": append(f"{PRIVATE}/double.py"),
}
DECIDES_NOTHING = {
    "the lesson": append("exercises/01_demo/README.md"),
    "the exercise's page": append(f"{PUBLIC}/README.md"),
    "the stub": append(f"{PUBLIC}/double.py"),
    "a route": append(f"{PRIVATE}/routes/sum.py"),
    "a remark in exercise.toml": append(f"{PRIVATE}/exercise.toml"),
    "how students begin": append("student_template/START_HERE.md"),
}


def digests(root: Path) -> tuple[str, str]:
    course = Course(root)
    exercise = course.exercise("01_demo", "01_double")
    return digest.of_checks(exercise, course.template), digest.of_exercise(exercise, course.template)


@pytest.mark.parametrize("edit", DECIDES_ANSWERS.values(), ids=DECIDES_ANSWERS)
def test_what_decides_the_outcome_changes_both(root: Path, edit: Callable[[Path], object]) -> None:
    before = digests(root)
    edit(root)
    assert not set(before) & set(digests(root))


@pytest.mark.parametrize("edit", DECIDES_WORDS.values(), ids=DECIDES_WORDS)
def test_a_misconception_changes_the_verdict_and_no_other_misconception(
    root: Path, edit: Callable[[Path], object]
) -> None:
    checks, exercise = digests(root)
    edit(root)
    assert digests(root)[0] == checks
    assert digests(root)[1] != exercise


@pytest.mark.parametrize("edit", DECIDES_NOTHING.values(), ids=DECIDES_NOTHING)
def test_what_decides_nothing_changes_nothing(root: Path, edit: Callable[[Path], object]) -> None:
    before = digests(root)
    edit(root)
    assert digests(root) == before


def test_another_library_is_another_verdict(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "numpy" in digest.libraries()
    before = digests(root)
    monkeypatch.setattr(digest, "libraries", lambda: "numpy 0.1")
    assert not set(before) & set(digests(root))


def test_parts_are_kept_apart() -> None:
    assert len({digest.of("ab"), digest.of("a", "b"), digest.of("", "ab"), digest.of("ab", ""), digest.of()}) == 5
    assert digest.of("ä", b"b") == digest.of("ä".encode(), "b")


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, which a test may change."""
    package = Path(digest.__file__).parents[1]
    shutil.copytree(package, tmp_path / "autograder", ignore=shutil.ignore_patterns("_course", "__pycache__"))
    monkeypatch.setattr(digest, "__file__", str(tmp_path / "autograder" / "content" / "digest.py"))
    return tmp_path / "autograder"


@pytest.mark.parametrize("edit", ["change", "add", "rename", "remove"])
def test_every_module_of_the_engine_counts(engine: Path, edit: str) -> None:
    of_engine = digest.of_engine.__wrapped__
    before = of_engine()
    assert before == digest.of_engine()
    module = engine / "judging" / "feedback.py"
    match edit:
        case "change":
            module.write_text(module.read_text() + "\n")
        case "add":
            (engine / "judging" / "more.py").touch()
        case "rename":
            module.rename(engine / "judging" / "feedbacks.py")
        case "remove":
            module.unlink()
    assert of_engine() != before


def test_the_course_in_a_wheel_is_no_part_of_the_engine(engine: Path) -> None:
    of_engine = digest.of_engine.__wrapped__
    before = of_engine()
    (engine / "_course" / "exercises").mkdir(parents=True)
    (engine / "_course" / "exercises" / "double.py").touch()
    assert of_engine() == before
