"""What was handed in is found by name at any depth, within limits; what cannot be read says why."""

import os
import signal
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.content.catalog import Course
from autograder.content.submission import MAX_ENTRIES, MAX_FILE, Handin, find_submissions, read
from autograder.model import Exercise, Submission, SubmissionError, UsageError

CODE = b"def double(x):\n    return x + x\n"
LEFTOVERS = ["__MACOSX/._double.py", "__MACOSX/double.py", "a/__pycache__/double.py", ".ipynb_checkpoints/double.py"]
LEFTOVERS += [".git/double.py", ".venv/lib/site-packages/double.py", "venv/double.py", "._double.py", ".DS_Store"]
DEEP = "/".join("abcdefghij" * 9) + "/double.py"

both_kinds = pytest.mark.parametrize("kind", ["zip", "folder"])


@pytest.fixture
def landmarks(course: Course) -> set[str]:
    return course.landmarks("01_demo")


@pytest.fixture
def one(course: Course) -> Exercise:
    return course.exercise("01_demo", "01_double")


@pytest.fixture
def three(one: Exercise) -> list[Exercise]:
    return [one, replace(one, id="02_redouble"), replace(one, id="03_my_double")]


def make(kind: str, folder: Path, files: dict[str, bytes]) -> Path:
    """Hands in files as a folder or as a zip."""
    path = folder / ("ada.zip" if kind == "zip" else "ada")
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for place, data in files.items():
                archive.writestr(place, data)
        return path
    path.mkdir()
    for place, data in files.items():
        (path / place).parent.mkdir(parents=True, exist_ok=True)
        (path / place).write_bytes(data)
    return path


def handin(path: Path, *exercises: Exercise) -> Handin:
    return read(Submission("ada", path), exercises)


def reason(path: Path, *exercises: Exercise) -> str:
    """Returns why nothing of a submission can be judged."""
    try:
        found = handin(path, *exercises)
    except SubmissionError as error:
        return str(error)
    assert found.sources == {}
    return " ".join(found.missing.values())


@both_kinds
@pytest.mark.parametrize("place", ["double.py", "01_double/double.py", "a b/ü/\n/[x]/double.py", DEEP])
def test_a_file_is_found_at_any_depth(tmp_path: Path, one: Exercise, kind: str, place: str) -> None:
    others = {"readme.txt": b"x", "not_double.py": b"x", "double.py.txt": b"x", "double.pyc": b"x", "Double.py": b"x"}
    assert handin(make(kind, tmp_path, others | {place: CODE}), one) == Handin({"01_double": CODE}, {})


@both_kinds
def test_leftovers_of_tools_are_ignored(tmp_path: Path, one: Exercise, kind: str) -> None:
    files = dict.fromkeys(LEFTOVERS, b"x") | {"work/double.py": CODE}
    assert handin(make(kind, tmp_path, files), one) == Handin({"01_double": CODE}, {})


@both_kinds
def test_two_candidates_are_both_named(tmp_path: Path, three: list[Exercise], kind: str) -> None:
    files = {"old/double.py": b"x", "new/double.py": CODE, "redouble.py": CODE, "my_double.py": CODE}
    found = handin(make(kind, tmp_path, files), *three)
    assert found.sources.keys() == {"02_redouble", "03_my_double"}
    assert {"old/double.py", "new/double.py"} <= set(found.missing["01_double"].split())


@both_kinds
def test_a_missing_file_is_named(tmp_path: Path, three: list[Exercise], kind: str) -> None:
    found = handin(make(kind, tmp_path, {"redouble.py": CODE}), *three)
    assert found.sources == {"02_redouble": CODE}
    assert list(found.missing) == ["01_double", "03_my_double"]
    assert found.missing["03_my_double"] == "Not handed in: there is no file my_double.py."


@both_kinds
def test_what_holds_none_of_the_files_is_refused(tmp_path: Path, three: list[Exercise], kind: str) -> None:
    message = reason(make(kind, tmp_path, {"other.py": CODE}), *three)
    assert all(exercise.filename in message for exercise in three)


@both_kinds
@pytest.mark.parametrize("files", [{}, {"__MACOSX/double.py": b"x"}], ids=["nothing", "leftovers"])
def test_what_is_empty_is_refused(tmp_path: Path, one: Exercise, kind: str, files: dict[str, bytes]) -> None:
    assert reason(make(kind, tmp_path, files), one) == "is empty"


@both_kinds
@pytest.mark.parametrize("excess", [0, 1])
def test_a_file_has_a_largest_size(tmp_path: Path, one: Exercise, kind: str, excess: int) -> None:
    data = b"#" * (MAX_FILE + excess)
    path = make(kind, tmp_path, {"double.py": data, "not_wanted.bin": data + b"#"})
    if excess:
        assert "double.py is larger than 1 MB" in reason(path, one)
    else:
        assert handin(path, one).sources["01_double"] == data


@both_kinds
def test_a_file_that_cannot_be_read_costs_its_exercise_only(tmp_path: Path, three: list[Exercise], kind: str) -> None:
    found = handin(make(kind, tmp_path, {"double.py": b"#" * (MAX_FILE + 1), "redouble.py": CODE}), *three)
    assert found.sources == {"02_redouble": CODE}
    assert "1 MB" in found.missing["01_double"]


@both_kinds
@pytest.mark.parametrize("excess", [0, 1])
def test_there_is_a_largest_number_of_files(tmp_path: Path, one: Exercise, kind: str, excess: int) -> None:
    path = make(kind, tmp_path, {"double.py": CODE} | {f"{i}": b"" for i in range(MAX_ENTRIES - 1 + excess)})
    if excess:
        assert reason(path, one) == "holds more than 10000 files"
    else:
        assert handin(path, one).sources == {"01_double": CODE}


@pytest.mark.parametrize("name", ["double.py", "ada_4711_double.py", "my double.py", "solution-1.py", "ü\n.py"])
def test_a_lone_file_may_have_any_name_where_one_is_wanted(tmp_path: Path, one: Exercise, name: str) -> None:
    (tmp_path / name).write_bytes(CODE)
    assert handin(tmp_path / name, one) == Handin({"01_double": CODE}, {})


@pytest.mark.parametrize("name", ["redouble.py", "ada_4711_redouble.py", "my_double.py", "ada_4711_my_double.py"])
def test_a_lone_file_is_the_exercise_whose_name_fits_best(tmp_path: Path, three: list[Exercise], name: str) -> None:
    (tmp_path / name).write_bytes(CODE)
    wanted = "02_redouble" if "redouble" in name else "03_my_double"
    assert handin(tmp_path / name, *three).sources == {wanted: CODE}


def test_a_lone_file_of_no_known_name_is_refused(tmp_path: Path, three: list[Exercise]) -> None:
    (tmp_path / "solution.py").write_bytes(CODE)
    message = reason(tmp_path / "solution.py", *three)
    assert all(word in message for word in ("solution.py", "my_double.py", "--exercise"))


@pytest.mark.parametrize("name", ["double.rar", "double", "double.py.txt", "double.tar.gz"])
def test_another_suffix_is_refused(tmp_path: Path, one: Exercise, name: str) -> None:
    (tmp_path / name).write_bytes(CODE)
    assert reason(tmp_path / name, one) == f"{name} is neither a folder nor a .zip, .py or .ipynb file"


def test_links_are_not_followed(tmp_path: Path, one: Exercise) -> None:
    """They could lead to the answer or to another student's work."""
    path = make("folder", tmp_path, {"notes.txt": b""})
    (path / "work").symlink_to(one.private)
    assert reason(path, one) == "holds no file named double.py"
    for link, handed_in in [(path / "double.py", path), (tmp_path / "ada.py", tmp_path / "ada.py")]:
        link.symlink_to(one.answer)
        assert f"{link.name} is a link or a device, not a file" in reason(handed_in, one)


@pytest.mark.parametrize("closed", ["ada", "ada/deep"])
def test_a_folder_without_rights_is_named_and_not_taken_for_empty(
    tmp_path: Path, one: Exercise, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    """A superuser may look everywhere, so the system's answer is made up."""
    path = make("folder", tmp_path, {"deep/double.py": CODE})
    look = os.scandir

    def scandir(place: str | Path) -> object:
        if Path(place) == tmp_path / closed:
            raise PermissionError(13, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(os, "scandir", scandir)
    where = "deep " if closed == "ada/deep" else ""
    assert reason(path, one) == f"{where}cannot be read: Permission denied"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_a_device_in_a_zip_is_refused(tmp_path: Path, one: Exercise, kind: int) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        member = zipfile.ZipInfo("double.py")
        member.external_attr = (kind | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    assert "double.py is a link or a device, not a file" in reason(tmp_path / "ada.zip", one)


def test_a_member_that_cannot_be_read_costs_its_exercise_only(tmp_path: Path, three: list[Exercise]) -> None:
    path = make("zip", tmp_path, {"double.py": CODE, "redouble.py": b"x = 1"})
    path.write_bytes(path.read_bytes().replace(CODE, CODE.upper()))
    found = handin(path, *three)
    assert found.sources == {"02_redouble": b"x = 1"}
    assert found.missing["01_double"].startswith("Not judged: double.py cannot be read from the zip (")


def test_a_name_whose_bytes_are_no_text_is_shown_all_the_same(tmp_path: Path, landmarks: set[str]) -> None:
    (tmp_path / "class").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/class/b\xff.py")).write_bytes(CODE)
    (found,) = find_submissions([tmp_path / "class"], landmarks)
    assert found.name == "b\ufffd"
    assert found.path.read_bytes() == CODE


@pytest.mark.parametrize("place", ["ada/double.py", "ada.py", "ada.zip"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, one: Exercise, place: str) -> None:
    (tmp_path / "ada").mkdir()
    os.mkfifo(tmp_path / place)
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits"))
    signal.alarm(3)
    try:
        assert "not a file" in reason(tmp_path / place.removesuffix("/double.py"), one)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\3\4 cut short", b"PK\5\6"])
def test_a_broken_zip_is_refused(tmp_path: Path, one: Exercise, data: bytes) -> None:
    (tmp_path / "ada.ZIP").write_bytes(data)
    assert reason(tmp_path / "ada.ZIP", one).startswith("is no zip file that can be read")


@pytest.mark.parametrize(
    ("offset", "value", "word"),
    [
        (0, b"\1\0", "encrypted"),
        (2, b"\x63\0", "compression method"),
        (2, b"\x08\0", "decompressing"),
        (8, b"\1\2\3\4", "CRC"),
    ],
    ids=["encrypted", "unknown method", "wrong method", "wrong checksum"],
)
def test_a_member_that_cannot_be_read_is_refused(
    tmp_path: Path, one: Exercise, offset: int, value: bytes, word: str
) -> None:
    path = make("zip", tmp_path, {"double.py": CODE})
    data = bytearray(path.read_bytes())
    # The same fields stand before the file (from byte 6) and in the list of contents (from byte 8).
    for start in (6, data.index(b"PK\1\2") + 8):
        data[start + offset : start + offset + len(value)] = value
    path.write_bytes(data)
    assert word in reason(path, one)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("twice", "expected"), [("notes.txt", {"01_double": CODE}), ("double.py", {})])
def test_a_zip_may_hold_a_name_twice_but_not_a_wanted_one(
    tmp_path: Path, one: Exercise, twice: str, expected: dict[str, bytes]
) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        for name in ("double.py", twice, twice):
            archive.writestr(name, CODE)
    assert handin(tmp_path / "ada.zip", one).sources == expected


@pytest.mark.parametrize("place", ["work\\double.py", "C:\\work\\double.py", "../../double.py", "/double.py"])
def test_a_zip_is_read_in_place_whatever_its_paths(tmp_path: Path, one: Exercise, place: str) -> None:
    path = make("zip", tmp_path, {place: CODE, "__MACOSX\\double.py": b"x", "a\\": b""})
    before = sorted(tmp_path.rglob("*"))
    assert handin(path, one) == Handin({"01_double": CODE}, {})
    assert sorted(tmp_path.rglob("*")) == before


def test_a_member_without_a_name_is_passed_over(tmp_path: Path, one: Exercise) -> None:
    path = make("zip", tmp_path, {"double.py": CODE, "?notes": b"x"})
    path.write_bytes(path.read_bytes().replace(b"?notes", b"\0notes"))
    assert handin(path, one) == Handin({"01_double": CODE}, {})


@pytest.mark.parametrize("inside", ["double.py", "01_double/x", "double/x", "01_demo/01_double/double.py"])
def test_a_folder_with_a_wanted_name_in_it_is_one_submission(tmp_path: Path, landmarks: set[str], inside: str) -> None:
    path = make("folder", tmp_path, {inside: CODE, "notes.txt": b""})
    assert find_submissions([path], landmarks) == [Submission("ada", path)]


def test_any_other_folder_is_a_folder_of_submissions(tmp_path: Path, landmarks: set[str]) -> None:
    names = {"eva_double.py": "eva_double", "bo b.zip": "bo b", "ünal": "ünal", "a\nb.v2.zip": "a\nb.v2", "x.csv": "x"}
    path = make("folder", tmp_path, {name if "." in name else f"{name}/double.py": CODE for name in names})
    for ignored in (".DS_Store", "__MACOSX", "venv", "marks"):
        (path / ignored).mkdir()
    found = find_submissions([path], landmarks, skip=path / "x" / ".." / "marks")
    assert {submission.path.name: submission.name for submission in found} == names
    assert [submission.path for submission in found] == sorted(path / name for name in names)


def test_a_folder_goes_by_its_own_name_wherever_it_is_called_from(
    tmp_path: Path, landmarks: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make("folder", tmp_path, {"double.py": CODE}))
    assert [submission.name for submission in find_submissions([Path(".")], landmarks)] == ["ada"]


def test_submissions_of_one_name_go_by_their_paths(tmp_path: Path, landmarks: set[str]) -> None:
    path = make("folder", tmp_path, {"ada.zip": CODE, "ada.py": CODE, "bo.py": CODE})
    names = [submission.name for submission in find_submissions([path], landmarks)]
    assert names == [str(path / "ada.py"), str(path / "ada.zip"), "bo"]


def test_a_submission_that_is_named_twice_is_no_two_of_one_name(tmp_path: Path, landmarks: set[str]) -> None:
    """Results are kept by name."""
    path = make("folder", tmp_path, {"bo.py": CODE, "eva.py": CODE})
    names = [submission.name for submission in find_submissions([path / "bo.py", path], landmarks)]
    assert len(names) == len(set(names)) > 1


@pytest.mark.parametrize("name", ["gone", "nothing"])
def test_a_path_that_holds_no_submission_is_a_wrong_call(tmp_path: Path, landmarks: set[str], name: str) -> None:
    (tmp_path / "nothing" / ".git").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        find_submissions([tmp_path / name], landmarks)
    assert str(caught.value).startswith(f"{tmp_path / name} ")
