"""Our own files are read, or refused with their name and the mend."""

from pathlib import Path

import pytest

from autograder.content.source import parse, read_text
from autograder.model import ContentError


def test_text_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes("größer".encode())
    assert read_text(tmp_path / "file") == "größer"


def test_a_missing_file_is_named_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.py: .*missing.*autograder new"):
        parse(tmp_path / "gone.py")


@pytest.mark.parametrize("data", [b"\0", b"x = '\xff'\n"], ids=["null", "not UTF-8"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "test_thing.py"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=r"test_thing\.py.*(not valid Python|not UTF-8)"):
        parse(path)
