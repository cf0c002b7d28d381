"""Check files are read without being run: each check has a sentence, and a hidden one has points."""

from pathlib import Path

import pytest

from autograder.content.checks import read_checks
from autograder.model import Check, ContentError

POINTS = "@pytest.mark.points(2)\n"
TEST = 'def test_it():\n    """Told."""\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "test_thing.py"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str, *, public: bool = False) -> str:
    with pytest.raises(ContentError) as caught:
        read_checks(write(folder, text), public=public)
    return str(caught.value)


def test_checks_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "".join(
        f'@pytest.mark.points({n})\ndef test_{name}():\n    """{name}."""\n' for name, n in ["z1", "a2", "m3"]
    )
    assert read_checks(write(tmp_path, text), public=False) == (
        Check("test_z", "z.", 1, False),
        Check("test_a", "a.", 2, False),
        Check("test_m", "m.", 3, False),
    )


def test_public_checks_need_no_points_and_get_none(tmp_path: Path) -> None:
    assert read_checks(write(tmp_path, TEST), public=True) == (Check("test_it", "Told.", 0, True),)


def test_the_sentence_is_one_line(tmp_path: Path) -> None:
    text = 'def test_it():\n    """Told\n    in   two\n\n    lines."""\n'
    assert read_checks(write(tmp_path, text), public=True)[0].tells == "Told in two lines."


def test_only_top_level_test_functions_are_checks(tmp_path: Path) -> None:
    text = f"def testing():\n    def test_inner(): ...\n\ntest_value = 3\n\n{POINTS}{TEST}"
    assert [check.name for check in read_checks(write(tmp_path, text), public=False)] == ["test_it"]


def test_points_stand_among_other_decorators(tmp_path: Path) -> None:
    assert read_checks(write(tmp_path, f"@other\n{POINTS}@pytest.mark.slow\n{TEST}"), public=False)[0].points == 2


def test_the_file_is_not_run(tmp_path: Path) -> None:
    assert read_checks(write(tmp_path, f"raise SystemExit\n\n{TEST}"), public=True)


@pytest.mark.parametrize("body", ["    pass\n", '    """   """\n', "    x = 1\n    'late'\n", "    f'{1}'\n"])
@pytest.mark.parametrize("public", [True, False])
def test_a_check_without_a_sentence_is_refused(tmp_path: Path, body: str, public: bool) -> None:
    message = complaint(tmp_path, f"\n\n{POINTS}def test_mute():\n{body}", public=public)
    assert message.startswith(f"{tmp_path / 'test_thing.py'}:4: test_mute ")
    assert "docstring" in message


@pytest.mark.parametrize(
    "mark", ["", "points", "points()", "points(2.5)", "points(-1)", "points(N)", 'points("2")', "x(2)"]
)
def test_a_hidden_check_without_points_is_refused(tmp_path: Path, mark: str) -> None:
    decorator = f"@pytest.mark.{mark}\n" if mark else ""
    message = complaint(tmp_path, f"{POINTS}{TEST}\n{decorator}def test_free():\n    '''Told.'''\n")
    line = 5 + bool(decorator)
    assert f"test_thing.py:{line}: test_free " in message
    assert "@pytest.mark.points(n)" in message


@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
def test_a_parametrized_check_is_refused(tmp_path: Path, first: bool) -> None:
    """The judge knows a check by its name, and pytest gives a parametrized one another for each case."""
    many = '@pytest.mark.parametrize("x", [1, 2])\n'
    decorators = many + POINTS if first else POINTS + many
    message = complaint(tmp_path, f"{decorators}def test_many(x):\n    '''Told.'''\n")
    assert "test_thing.py:3: test_many " in message
    assert "parametrized" in message


def test_a_parametrized_public_check_is_refused(tmp_path: Path) -> None:
    text = '@pytest.mark.parametrize("x", [1, 2])\ndef test_many(x):\n    """Told."""\n'
    assert "test_thing.py:2: test_many " in complaint(tmp_path, text, public=True)


@pytest.mark.parametrize("public", [True, False])
def test_two_checks_of_one_name_are_refused(tmp_path: Path, public: bool) -> None:
    """Python keeps the second only; its points would count twice."""
    assert "test_thing.py:6: a second test_it" in complaint(tmp_path, f"{POINTS}{TEST}\n{POINTS}{TEST}", public=public)


def test_broken_python_is_refused_with_its_line(tmp_path: Path) -> None:
    message = complaint(tmp_path, f"{TEST}\n\ndef test_(:\n    pass\n")
    assert message.startswith(f"{tmp_path / 'test_thing.py'}:5: ")
    assert "not valid Python" in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "test_gone.py"
    with pytest.raises(ContentError) as caught:
        read_checks(path, public=True)
    assert str(caught.value).startswith(f"{path}: ")
    assert "autograder new" in str(caught.value)
