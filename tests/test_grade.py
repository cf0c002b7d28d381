"""Grading reads what it can, judges what it does not know, and loads no library that no exercise needs."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder import grade as grading
from autograder.content.catalog import Course, own_course
from autograder.content.submission import Handin
from autograder.content.submission import read as read_one
from autograder.grade import grade
from autograder.isolation.sandbox import OPEN
from autograder.judging.judge import Conditions
from autograder.judging.panel import Task
from autograder.model import CheckResult, Exercise, ExerciseResult, Outcome, Result, Submission
from autograder.results.journal import Journal
from tests.conftest import ANSWER, CONDITIONS, EXERCISE, SANDBOX, STUB
from tests.processes import descendants


def class_of(folder: Path, **sources: str) -> list[Submission]:
    """Writes a submission for each name, a single file."""
    folder.mkdir(exist_ok=True)
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)
    return [Submission(name, folder / f"{name}.py") for name in sources]


def graded(
    course: Course,
    submissions: list[Submission],
    journal: Journal,
    *exercises: str,
    seed: int = 1,
    jobs: int = 2,
    regrade: bool = False,
) -> dict[str, Result]:
    assignment = course.assignment("01_demo", exercises)
    conditions = replace(CONDITIONS, seed=seed)
    results = list(grade(course, assignment, submissions, journal, conditions, jobs=jobs, regrade=regrade))
    assert len({result.submission for result in results}) == len(results)
    return {result.submission: result for result in results}


def test_what_cannot_be_read_is_a_result_with_its_reason(course: Course, tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(ANSWER)
    (tmp_path / "empty").mkdir()
    (tmp_path / "cut.zip").write_bytes(b"PK")
    submissions = [Submission(name, tmp_path / name) for name in ("empty", "good.py", "cut.zip", "gone.py")]
    with Journal(None) as journal:
        results = graded(course, submissions, journal)
    assert results.keys() == {"empty", "good.py", "cut.zip", "gone.py"}
    assert results["good.py"].score == 10
    assert results["empty"].problem == "is empty"
    assert [results[name].score for name in ("empty", "cut.zip", "gone.py")] == [0, 0, 0]
    assert not any(result.is_our_fault for result in results.values())


def without_times(result: Result) -> Result:
    exercises = {
        name: replace(exercise, checks=tuple(replace(check, seconds=0) for check in exercise.checks))
        for name, exercise in result.exercises.items()
    }
    return replace(result, exercises=exercises)


def test_the_same_seed_gives_the_same_results_whatever_the_jobs(course: Course, tmp_path: Path) -> None:
    wrong = ANSWER.replace("* 2", "* 3")
    submissions = class_of(tmp_path / "class", ada=ANSWER, ben=STUB, cleo=wrong, dan="def double(x): return [x]\n")
    assignment = course.assignment("01_demo")
    runs = []
    for jobs in (1, 3):
        with Journal(None) as journal:
            results = grade(course, assignment, submissions, journal, replace(CONDITIONS, seed=5), jobs=jobs)
            runs.append({result.submission: without_times(result) for result in results})
    assert runs[0] == runs[1]
    assert [runs[0][name].score for name in ("ada", "ben", "cleo", "dan")] == [10, 0, 0, 0]


class StubPanel:
    """Stands in for a panel: notes what it is given, and judges by looking at the source."""

    judged: list[dict[str, bytes]]
    seeds: list[int]

    def __init__(self, exercises: tuple[Exercise, ...], template: Path, conditions: Conditions, *, jobs: int) -> None:
        self.size = jobs
        self.seeds.append(conditions.seed)

    def __enter__(self) -> "StubPanel":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def judge(self, tasks: Iterable[Task]) -> Iterator[tuple[Any, dict[str, ExerciseResult]]]:
        waiting = iter(tasks)
        at_work: list[Task] = []
        while True:
            while len(at_work) < self.size and (task := next(waiting, None)):
                at_work.append(task)
            if not at_work:
                return
            # The later one is ready first.
            task = at_work.pop()
            self.judged.append(task.job)
            yield task.key, {id: self.verdict(source) for id, source in task.job.items()}

    @staticmethod
    def verdict(source: bytes) -> ExerciseResult:
        outcome = Outcome.NOT_JUDGED if b"our fault" in source else Outcome.PASSED
        points = int(b"right" in source)
        return ExerciseResult((CheckResult("test_a", False, outcome, points, 1, source.decode()),))


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> type[StubPanel]:
    monkeypatch.setattr(StubPanel, "judged", [], raising=False)
    monkeypatch.setattr(StubPanel, "seeds", [], raising=False)
    monkeypatch.setattr(grading, "Panel", StubPanel)
    return StubPanel


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def two(root: Path) -> Course:
    """The course with a second exercise."""
    for place, text in EXERCISE.items():
        if "01_double" in place:
            path = root / place.replace("01_double", "02_treble").replace("double", "treble")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("double", "treble"))
    return Course(root)


def hand_in(folder: Path, **names: dict[str, str]) -> list[Submission]:
    """Writes a folder for each name with the sources of its exercises."""
    for name, sources in names.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for exercise, source in sources.items():
            (folder / name / f"{exercise}.py").write_text(source)
    return [Submission(name, folder / name) for name in names]


def test_identical_files_are_judged_once_also_at_the_same_time(
    course: Course, panel: type[StubPanel], tmp_path: Path
) -> None:
    submissions = class_of(tmp_path / "class", ada="right", ben="right", cleo="wrong", dan="right", eva="wrong")
    with Journal(None) as journal:
        results = graded(course, submissions, journal)
    assert sorted(job["01_double"] for job in panel.judged) == [b"right", b"wrong"]
    assert {name: result.score for name, result in results.items()} == {
        "ada": 1,
        "ben": 1,
        "cleo": 0,
        "dan": 1,
        "eva": 0,
    }


def test_of_two_submissions_only_what_differs_is_judged(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(
        tmp_path / "class",
        ada={"double": "right 1", "treble": "right 2"},
        ben={"double": "right 1", "treble": "right 3"},
        cleo={"treble": "right 2", "double": "right 1"},
        dan={"treble": "right 1"},
    )
    results = graded(two, handed_in, journal)
    jobs = sorted((id, source) for job in panel.judged for id, source in job.items())
    assert jobs == [
        ("01_double", b"right 1"),
        ("02_treble", b"right 1"),
        ("02_treble", b"right 2"),
        ("02_treble", b"right 3"),
    ]
    told = {
        name: [exercise.checks[0].message for exercise in result.exercises.values()] for name, result in results.items()
    }
    assert told["ada"] == told["cleo"] == ["right 1", "right 2"]
    assert told["ben"] == ["right 1", "right 3"]
    assert told["dan"] == ["Not handed in: there is no file double.py.", "right 1"]


def test_what_the_journal_knows_is_not_judged_and_no_judge_is_started(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    submissions = class_of(tmp_path / "class", ada="right", ben="wrong")
    first = graded(course, submissions, journal)
    assert len(panel.judged) == 2
    assert graded(course, submissions, journal) == first
    assert len(panel.judged) == 2
    assert len(panel.seeds) == 1


def test_a_changed_submission_is_judged_again(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    graded(course, class_of(tmp_path / "class", ada="right", ben="wrong"), journal)
    results = graded(course, class_of(tmp_path / "class", ada="right", ben="right now"), journal)
    assert panel.judged[2:] == [{"01_double": b"right now"}]
    assert results["ben"].score == 1
    assert len(list(journal.lines())) == 2


def test_a_changed_check_has_only_its_exercise_judged_again(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"})
    graded(two, handed_in, journal)
    checks = two.private / "01_demo/02_treble/test_treble_hidden.py"
    checks.write_text(checks.read_text() + "# changed\n")
    graded(two, handed_in, journal)
    assert panel.judged[1:] == [{"02_treble": b"right 2"}]


def test_another_engine_or_seed_judges_again(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submissions = class_of(tmp_path / "class", ada="right")
    graded(course, submissions, journal, seed=1)
    graded(course, submissions, journal, seed=2)
    monkeypatch.setattr("autograder.content.digest.of_engine", lambda: "another")
    graded(course, submissions, journal, seed=2)
    assert len(panel.judged) == 3
    assert panel.seeds == [1, 2, 2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_regrade_judges_each_file_once_more(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path, jobs: int
) -> None:
    submissions = class_of(tmp_path / "class", ada="right", ben="wrong", cleo="wrong", dan="right", eva="else")
    first = graded(course, submissions, journal)
    again = graded(course, submissions[:4], journal, regrade=True, jobs=jobs)
    assert again == {name: first[name] for name in ("ada", "ben", "cleo", "dan")}
    assert sorted(job["01_double"] for job in panel.judged[3:]) == [b"right", b"wrong"]


def test_what_was_our_fault_is_tried_again_by_the_next_run(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submissions = class_of(tmp_path / "class", ada="our fault, right", ben="our fault, right", cleo="right")
    results = graded(course, submissions, journal)
    assert [results[name].is_our_fault for name in ("ada", "ben", "cleo")] == [True, True, False]
    assert len(panel.judged) == 2
    fair = StubPanel.verdict(b"right")
    monkeypatch.setattr(panel, "verdict", lambda *_: fair)
    results = graded(course, submissions, journal)
    assert [results[name].score for name in ("ada", "ben", "cleo")] == [1, 1, 1]
    assert len(panel.judged) == 3


def test_a_run_over_some_exercises_leaves_the_others_as_they_are(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    graded(two, hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"}), journal)
    before = journal.result("01_demo", "ada")
    changed = hand_in(tmp_path / "class", ada={"double": "wrong", "treble": "wrong"})
    results = graded(two, changed, journal, "double")
    assert results["ada"].exercises.keys() == {"double"}
    after = journal.result("01_demo", "ada")
    assert before is not None
    assert after is not None
    assert [(name, exercise.score) for name, exercise in after.exercises.items()] == [("double", 0), ("treble", 1)]
    assert after.exercises["treble"] == before.exercises["treble"]
    assert (before.seed, after.seed) == (1, 1)


def test_exercises_stand_in_the_order_of_the_assignment_whichever_was_graded_first(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"})
    for exercise in ("treble", "double"):
        graded(two, handed_in, journal, exercise)
    result = journal.result("01_demo", "ada")
    assert result is not None
    assert list(result.exercises) == ["double", "treble"]


def test_an_exercise_that_is_gone_leaves_the_result_with_the_next_grading(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"})
    graded(two, handed_in, journal)
    for half in (two.public, two.private):
        (half / "01_demo/02_treble").rename(half / "01_demo/old")
    graded(two, handed_in, journal, "double")
    result = journal.result("01_demo", "ada")
    assert result is not None
    assert list(result.exercises) == ["double"]


def test_exercises_of_two_seeds_have_no_seed_in_common(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"})
    seeds = []
    for exercises, seed in [((), 1), (("double",), 2), (("treble",), 2), ((), 3)]:
        graded(two, handed_in, journal, *exercises, seed=seed)
        result = journal.result("01_demo", "ada")
        assert result is not None
        seeds.append(result.seed)
    assert seeds == [1, None, None, 3]


def test_a_result_is_sandboxed_when_all_of_it_was(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    handed_in = hand_in(tmp_path / "class", ada={"double": "right 1", "treble": "right 2"})
    found = []
    for exercises, sandbox in [((), OPEN), (("double",), SANDBOX), ((), SANDBOX), (("double",), OPEN), ((), SANDBOX)]:
        list(grade(two, two.assignment("01_demo", exercises), handed_in, journal, Conditions(1, sandbox), jobs=2))
        result = journal.result("01_demo", "ada")
        assert result is not None
        found.append(result.sandboxed)
    assert found == [False, False, True, False, True]


def test_a_submission_has_a_problem_only_as_long_as_nothing_of_it_could_be_judged(
    two: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path
) -> None:
    problems = []
    (tmp_path / "class" / "ada").mkdir(parents=True)
    for sources, exercise in [({}, ()), ({"double": "right"}, ("double",)), ({}, ("treble",))]:
        graded(two, hand_in(tmp_path / "class", ada=sources), journal, *exercise)
        result = journal.result("01_demo", "ada")
        assert result is not None
        problems.append(result.problem)
    assert problems == ["is empty", None, None]


def test_a_result_is_safe_in_the_journal_before_it_is_told(
    course: Course, panel: type[StubPanel], tmp_path: Path
) -> None:
    submissions = class_of(tmp_path / "class", ada="right", ben="wrong", cleo="right", dan="else")
    path = tmp_path / "journal.sqlite"
    told = []
    with Journal(path) as journal:
        for result in grade(course, course.assignment("01_demo"), submissions, journal, CONDITIONS, jobs=2):
            told.append(result)
            if len(told) == 3:
                break
        assert not journal.connection.in_transaction
    with Journal(path) as journal:
        assert [journal.result("01_demo", result.submission) for result in told] == told
        rest = graded(course, submissions, journal)
    assert len(panel.judged) <= 4
    assert len(rest) == 4


def test_submissions_are_read_when_their_turn_comes(
    course: Course, panel: type[StubPanel], journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submissions = class_of(tmp_path / "class", **{f"s{number}": f"right {number}" for number in range(20)})
    read = []

    def noted(one: Submission, exercises: tuple[Exercise, ...], really: Callable[..., Handin] = read_one) -> Handin:
        read.append(one)
        return really(one, exercises)

    monkeypatch.setattr("autograder.content.submission.read", noted)
    results = grade(course, course.assignment("01_demo"), submissions, journal, CONDITIONS, jobs=2)
    next(results)
    assert len(read) == 2
    assert len(list(results)) == 19
    assert len(read) == 20


def libraries_loaded(exercise: Exercise, assignment: str) -> tuple[set[str], int]:
    """Grades an answer with the real command; returns the big libraries mapped by any process, and how many ran."""
    command = [sys.executable, "-m", "autograder", "grade", exercise.answer, "-a", assignment, "-e", exercise.name]
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
    loaded: set[str] = set()
    seen: set[int] = set()
    while process.poll() is None:
        for pid in descendants(process.pid) | {process.pid}:
            try:
                maps = Path(f"/proc/{pid}/maps").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            seen.add(pid)
            loaded |= {library for library in ("numpy", "tensorflow") if f"/{library}/" in maps}
        time.sleep(0.005)
    assert process.returncode == 0
    return loaded, len(seen)


COURSE = Course(own_course())
EXERCISES = [(id, exercise) for id in COURSE.assignment_ids() for exercise in COURSE.assignment(id).exercises]


@pytest.mark.parametrize("needs_tensorflow", [False, True])
def test_tensorflow_is_loaded_only_where_an_exercise_needs_it(needs_tensorflow: bool) -> None:
    assignment, exercise = next((id, e) for id, e in EXERCISES if bool(e.needs) == needs_tensorflow)
    loaded, processes = libraries_loaded(exercise, assignment)
    assert loaded == ({"numpy", "tensorflow"} if needs_tensorflow else {"numpy"})
    assert processes >= 4  # the command, a judge, the nursery and a worker
