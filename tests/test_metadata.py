"""exercise.toml is read strictly: what is wrong in it is named with its file, its line and the mend."""

from pathlib import Path

import pytest

from autograder.content.metadata import Metadata, read_metadata
from autograder.model import ContentError, Equivalent, Limits, Misconception

ANSWER = "def double(x):\n    y = x * 2\n    return y\n"


def entry(**changes: str | None) -> str:
    """Returns a [[misconception]] of six lines; a change to None leaves the key out."""
    values = {"id": "squares", "tells": "Not squared.", "replace": "x * 2", "with": "x * x", "caught_by": "test_it"}
    values |= {key.rstrip("_"): value for key, value in changes.items()}
    return "[[misconception]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items() if value is not None)


def read(folder: Path, text: str) -> Metadata:
    (folder / "exercise.toml").write_text(text, encoding="utf-8")
    (folder / "double.py").write_text(ANSWER, encoding="utf-8")
    return read_metadata(folder / "exercise.toml", folder / "double.py", ["test_it"])


def complaint(folder: Path, text: str) -> tuple[str, str]:
    """Returns the line that a wrong file is refused for, and the sentence."""
    with pytest.raises(ContentError) as caught:
        read(folder, text)
    place, _, sentence = str(caught.value).removeprefix(str(folder / "exercise.toml")).partition(": ")
    assert place == "" or place.startswith(":")
    return place.removeprefix(":"), sentence


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == Metadata((), Limits(), ())


def test_everything_is_read(tmp_path: Path) -> None:
    metadata = read(tmp_path, 'needs = ["keras"]\n[limits]\ncheck_seconds = 0.5\nmemory_mb = 64\n' + entry())
    assert metadata.needs == ("keras",)
    assert metadata.limits == Limits(check_seconds=0.5, memory_mb=64)
    assert metadata.misconceptions == (
        Misconception("squares", "Not squared.", "test_it", ANSWER.replace("x * 2", "x * x")),
    )


def test_an_edit_may_span_lines(tmp_path: Path) -> None:
    text = entry(replace=None, with_=None) + "replace = '''\n    y = x * 2\n'''\nwith = '''\n    y = x\n'''\n"
    assert read(tmp_path, text).misconceptions[0].source == "def double(x):\n    y = x\n    return y\n"


def test_a_wrong_answer_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "cube.py").write_text("def double(x): return x**3\n", encoding="utf-8")
    text = entry(replace=None, with_=None, wrong="wrong/cube.py")
    assert read(tmp_path, text).misconceptions[0].source == "def double(x): return x**3\n"


EQUIVALENT = '[[equivalent]]\nreplace = "x * 2"\nwith = "2 * x"\nreason = "The factors commute."\n'


def test_an_equivalent_is_an_edit_of_the_answer_with_a_reason(tmp_path: Path) -> None:
    expected = Equivalent(ANSWER.replace("x * 2", "2 * x"), "The factors commute.")
    assert read(tmp_path, entry() + EQUIVALENT).equivalents == (expected,)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("x * 2", "x * 3", "8", ["equivalent number 1", "`replace` occurs 0 times in double.py"]),
        ("with", "by", "9", ["equivalent number 1", "no key 'by'", "reason, replace, with"]),
        ('"The factors commute."', "3", "7", ["equivalent number 1", "`reason`"]),
        ("[[equivalent]]", "[equivalent]", "7", ["[[equivalent]]"]),
    ],
)
def test_a_wrong_equivalent_is_named_at_its_line(
    tmp_path: Path, old: str, new: str, line: str, words: list[str]
) -> None:
    place, sentence = complaint(tmp_path, entry() + EQUIVALENT.replace(old, new))
    assert (place, [word for word in words if word not in sentence]) == (line, [])


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        ('\n# first\nneed = ["keras"]\n', "3", "need", "needs"),
        ("needs = []\n\n[limit]\nload_seconds = 3\n", "3", "limit", "limits"),
        (f"{entry()}\n[[misconceptions]]\nid = 'x'\n", "8", "misconceptions", "misconception"),
        ("[limits]\nload_seconds = 3\nmemory = 5\n", "3", "memory", "memory_mb"),
        (f"{entry()}[limits]\nid = 3\n", "8", "id", "memory_mb"),
        (f"{entry()}\n{entry(id='b', hint='x')}", "14", "hint", "tells"),
        (entry(wrong="wrong/cube.py"), "4", "replace", "wrong"),
        ('"ne(eds" = 3\n', "1", "ne(eds", "needs"),
    ],
)
def test_a_wrong_key_is_named_at_its_line(tmp_path: Path, text: str, line: str, key: str, expected: str) -> None:
    place, sentence = complaint(tmp_path, text)
    assert (place, f"no key {key!r}" in sentence, expected in sentence.partition("takes")[2]) == (line, True, True)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('\nneeds = "keras"\n', "2", "needs"),
        ("needs = [3]\n", "1", "needs"),
        ("needs = []\nlimits = 3\n", "2", "[limits]"),
        ("[misconception]\nid = 'x'\n", "1", "[[misconception]]"),
        (f"{entry()}\n[[misconception]]\nid = 3\n", "8", "`caught_by`"),
        (f"{entry(tells=None)}tells = 3\n", "1", "`tells`"),
    ],
)
def test_a_wrong_type_is_named_at_its_line(tmp_path: Path, text: str, line: str, word: str) -> None:
    place, sentence = complaint(tmp_path, text)
    assert (place, word in sentence) == (line, True)


@pytest.mark.parametrize("value", ["0", "-1", '"2"', "true", "[2]", "nan", "inf"])
def test_a_limit_is_a_number_above_0(tmp_path: Path, value: str) -> None:
    place, sentence = complaint(tmp_path, f"{entry()}[limits]\n# check_seconds = 1\ncheck_seconds = {value}\n")
    assert (place, "check_seconds" in sentence) == ("9", True)


@pytest.mark.parametrize("key", ["memory_mb", "file_mb", "open_files"])
def test_a_limit_that_the_system_counts_is_whole(tmp_path: Path, key: str) -> None:
    """The system takes no fraction of it: every worker would end before it begins."""
    place, sentence = complaint(tmp_path, f"[limits]\n{key} = 2.5\n")
    assert (place, key in sentence, "2.5" in sentence) == ("2", True, True)


@pytest.mark.parametrize("key", ["id", "tells", "replace", "with", "caught_by"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    changes = {f"{key}_" if key == "with" else key: None}
    place, sentence = complaint(tmp_path, f"{entry(id='first')}\n{entry(**changes)}")
    assert (place, f"`{key}`" in sentence) == ("8", True)
    assert ("number 2" if key == "id" else "squares") in sentence


@pytest.mark.parametrize(("text", "count"), [("x * 3", "0"), ("y", "2")])
def test_an_edit_fits_the_answer_in_exactly_one_place(tmp_path: Path, text: str, count: str) -> None:
    place, sentence = complaint(tmp_path, f"# first\n{entry(id='first')}\n{entry(replace=text)}")
    assert place == "12"
    for word in ("'squares'", "`replace`", f"{count} times", "double.py"):
        assert word in sentence


def test_a_second_misconception_of_one_id_is_refused_at_its_own_line(tmp_path: Path) -> None:
    place, sentence = complaint(tmp_path, f"{entry()}\n{entry(id='b')}\n{entry()}")
    assert (place, "'squares'" in sentence) == ("15", True)


@pytest.mark.parametrize("name", ["wrong/gone.py", "."])
def test_a_wrong_answer_that_is_no_file_is_named(tmp_path: Path, name: str) -> None:
    place, sentence = complaint(tmp_path, f"\n{entry(replace=None, with_=None, wrong=name)}")
    assert (place, "'squares'" in sentence, sentence.endswith(name)) == ("2", True, True)


@pytest.mark.parametrize(
    ("text", "line"), [("needs = []\nlimits\n", "2"), ('id = "x\n', "1"), ("\nneeds = [\n  'a',\n", "3")]
)
def test_bad_toml_is_named_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    place, sentence = complaint(tmp_path, text)
    assert (place, "not valid TOML" in sentence) == (line, True)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exercise.toml").write_bytes(b"# \xff\n")
    with pytest.raises(ContentError, match=r"exercise\.toml: not UTF-8"):
        read_metadata(tmp_path / "exercise.toml", tmp_path / "double.py", [])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"exercise\.toml: .*missing.*autograder new"):
        read_metadata(tmp_path / "exercise.toml", tmp_path / "double.py", [])
