"""A file is written whole or not at all, and what stands in the way is named."""

from pathlib import Path

import pytest

from autograder.model import UsageError
from autograder.results.files import make_folder, write_file


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for data in (b"first", b"second"):
        write_file(tmp_path / "file", data)
        assert (tmp_path / "file").read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_stands_in_the_way_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*folder: "):
        write_file(tmp_path / "folder", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_an_output_folder_is_made_or_named(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder").is_dir()
    (tmp_path / "file").touch()
    for place in ("file", "file/below"):
        with pytest.raises(UsageError) as caught:
            make_folder(tmp_path / place)
        assert str(caught.value).startswith(f"cannot write to {tmp_path / place}: ")
