"""The images of 06.2: shapes that only their form tells apart, and folders of them or of one's own photographs."""

import json
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from autograder.content.catalog import own_course
from tests.notebooks import execute, notebook

PATH = own_course() / "exercises/06_2_image_classification/given.py"
spec = spec_from_file_location("shapes", PATH)
assert spec
assert spec.loader
shapes = module_from_spec(spec)
spec.loader.exec_module(shapes)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Makes a folder of images as a student does, in the folder of given.py."""
    command = [sys.executable, "-B", "-m", "given", *arguments]
    return subprocess.run(command, cwd=PATH.parent, capture_output=True, text=True, env={"HOME": str(folder)})


@pytest.mark.parametrize(("size", "channels"), [(16, 1), (16, 3), (32, 1), (32, 3)])
def test_images_are_those_asked_for(size: int, channels: int) -> None:
    images, labels = shapes.draw_shapes(10, size, channels)
    assert images.shape == (10, size, size, channels)
    assert images.dtype == np.uint8
    assert labels.tolist() == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]


def test_a_seed_decides_which() -> None:
    first, again, other = (shapes.draw_shapes(8, seed=seed)[0] for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).mean() > 0.9


@pytest.mark.parametrize("channels", [1, 3])
def test_the_mean_of_an_image_does_not_tell_its_class(channels: int) -> None:
    """By the images that are nearest in their means, one is right hardly more often than by guessing: 0.25."""
    images, labels = shapes.draw_shapes(2000, channels=channels)
    means = images.mean(axis=(1, 2))
    distance = np.linalg.norm(means[:1000, np.newaxis] - means[np.newaxis, 1000:], axis=-1)
    nearest = labels[1000:][np.argsort(distance, axis=1)[:, :15]]
    guessed = np.array([np.bincount(row, minlength=4).argmax() for row in nearest])
    assert (guessed == labels[:1000]).mean() < 0.4


def test_the_form_tells_it() -> None:
    """In its box, only a square has a corner, only a cross lacks the middle of a side, only a plus what is between."""
    images, labels = shapes.draw_shapes(400, size=64)
    right = 0
    for image, label in zip(images[..., 0], labels, strict=True):
        bright = image > np.percentile(image, (25, 97)).mean()
        # A row or column with one bright pixel has it from the noise.
        rows, columns = (np.flatnonzero(bright.sum(axis=axis) > 1) for axis in (1, 0))
        box = bright[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        side = len(box)
        if box[1, 1]:
            form = "square"
        elif not box[1, side // 2]:
            form = "cross"
        else:
            form = "circle" if box[side // 5, side // 5] else "plus"
        right += form == shapes.SHAPES[label]
    assert right > 0.95 * len(labels)


def test_the_command_makes_a_folder_for_each_class(tmp_path: Path) -> None:
    done = run(tmp_path, str(tmp_path / "made"), "--count", "10", "--size", "20", "--rgb")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"10 images of circle, cross, plus, square in {tmp_path / 'made'}\n"
    names = [path.relative_to(tmp_path / "made").as_posix() for path in sorted(tmp_path.glob("made/*/*"))]
    assert names[:4] == ["circle/00000.png", "circle/00004.png", "circle/00008.png", "cross/00001.png"]
    images, _ = shapes.draw_shapes(10, 20, 3)
    with Image.open(tmp_path / "made" / "cross" / "00001.png") as image:
        assert (np.asarray(image) == images[1]).all()


def test_the_command_takes_photographs_of_any_form(tmp_path: Path) -> None:
    for name, mode, colour, size in (("dog", "L", 60, (90, 40)), ("cat", "RGB", (200, 30, 30), (40, 90))):
        (tmp_path / "mine" / name).mkdir(parents=True)
        Image.new(mode, size, colour).save(tmp_path / "mine" / name / "a.jpeg")
    (tmp_path / "mine" / "dog" / "notes.txt").write_text("no photograph")
    (tmp_path / "mine" / "cat" / "deeper").mkdir()
    done = run(tmp_path, str(tmp_path / "made"), "--photos", "~/mine")
    assert done.stdout == f"2 images of cat, dog in {tmp_path / 'made'}\n"
    for place, colour in (("cat/00000.png", (200, 30, 30)), ("dog/00001.png", (60, 60, 60))):
        with Image.open(tmp_path / "made" / place) as image:
            assert (image.mode, image.size) == ("RGB", (32, 32))
            assert np.abs(np.asarray(image, int) - colour).max() < 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "--size", "4"), "--size is 4: make it 8 or more"),
        (("new", "--count", "0"), "--count is 0: make it 1 or more"),
        (("there",), "there is there already: name a new folder, or delete that one"),
        (("new", "--photos", "nowhere"), "there is no photograph in the folders of nowhere: put those of each class"),
        (("new", "--photos", "damaged"), "a.png cannot be read (image file is truncated"),
        (("file/new",), "Not a directory: "),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "damaged" / "dog").mkdir(parents=True)
    whole = tmp_path / "damaged" / "dog" / "a.png"
    Image.fromarray(np.arange(4096, dtype="uint16").astype("uint8").reshape(64, 64)).save(whole)
    whole.write_bytes(whole.read_bytes()[:-40])
    places = [str(tmp_path / word) if word.isalpha() or "/" in word else word for word in arguments]
    done = run(tmp_path, *places)
    assert done.returncode == 2
    assert words.replace("nowhere", str(tmp_path / "nowhere")) in done.stderr
    assert not (tmp_path / "new").exists()


def test_pictures_are_shown_as_they_are() -> None:
    """Grey images lie between their own extremes, colours are taken for what they are; nothing needs a screen."""
    grid = shapes.show(np.arange(6.0).reshape(2, 3))
    assert [axes.get_images()[0].get_clim() for axes in grid.axes] == [(0, 5)]
    images, labels = shapes.draw_shapes(5, channels=3)
    for given in (images, images / 255):
        figure = shapes.show(given, titles=[shapes.SHAPES[label] for label in labels], columns=4)
        shown = [axes.get_images()[0].get_array() for axes in figure.axes if axes.get_images()]
        assert [axes.get_title() for axes in figure.axes[:5]] == ["circle", "cross", "plus", "square", "circle"]
        assert len(figure.axes) == 8
        np.testing.assert_allclose(np.stack(shown), images / 255)


def test_a_notebook_shows_them_once(tmp_path: Path) -> None:
    shutil.copy(PATH, tmp_path)
    book = tmp_path / "book.ipynb"
    book.write_bytes(notebook("from given import draw_shapes, show", "show(draw_shapes(3)[0])"))
    execute(book)
    cells = json.loads(book.read_text())["cells"]
    assert [sorted(output["data"]) for output in cells[1]["outputs"]] == [["image/png", "text/plain"]]
