"""Hidden checks of load_images: each image is a plane of its own brightness, by which it is known again."""

import numpy as np
import pytest
from checking import assert_same
from given import read_batches, save_images, temporary_folder
from load_images import load_image_datasets

# In the order in which their folders are made. The first images are of fig, then come those of pear. There are so many
# that a class is left out of the validation images by chance once in a thousand million times.
CLASSES = ["plum", "fig", "pear"]
CLASS_OF = np.repeat([1, 2, 0], [30, 26, 24])
COUNT = len(CLASS_OF)
METALS = ["tin", "lead", "zinc", "gold", "iron", "copper"]
GREYS = 25 * np.arange(10)
BLUES = [0, 40, 80, 120, 160, 200]


@pytest.fixture(scope="module")
def folder():
    """The folder of all classes, shared, since it is only read."""
    return save_planes(3 * np.arange(COUNT), CLASS_OF, CLASSES)


@pytest.fixture(scope="module")
def datasets(folder):
    """The two datasets of it, of 40 images each. A pass leaves no trace, but for the order of the next one."""
    return load(folder, (3, 2), 6, 0.5, 4)[:2]


@pytest.fixture(scope="module")
def small_folder():
    """22 images, of which 0.3 are 6.6, and 0.75 are 16.5. Rounded for each class it would be another number."""
    return save_planes(10 * np.arange(22), np.repeat(np.arange(3), [5, 9, 8]), ["c", "a", "b"])


@pytest.fixture(scope="module")
def folder_of_metals():
    """Three images of each metal, number k of the metal k % 6."""
    return save_planes(14 * np.arange(18), np.arange(18) % 6, METALS)


@pytest.fixture(scope="module")
def grey_folder():
    """Ten grey images."""
    return save_planes(GREYS, np.arange(10) % 2, ["moon", "cloud"], channels=1)


@pytest.fixture(scope="module")
def folder_of_ramps():
    """Images of two sizes: red rises from left to right, green from top to bottom, blue tells which it is."""
    folder = temporary_folder()
    for name, (height, width), blues in [("wide", (6, 12), BLUES[:3]), ("high", (12, 6), BLUES[3:])]:
        pictures = np.stack([ramps(height, width, blue) for blue in blues]).round().astype("uint8")
        save_images(pictures, [0] * len(blues), [name], folder)
    return folder


def save_planes(brightness, labels, class_names, channels=3):
    """Writes planes of the given brightness, 4 pixels high and 6 wide, and returns the folder."""
    images = np.broadcast_to(np.reshape(brightness, (-1, 1, 1, 1)), (len(labels), 4, 6, channels))
    return save_images(images.astype("uint8"), labels, class_names, temporary_folder())


def load(*arguments):
    """Asks for the datasets and the class names."""
    result = load_image_datasets(*arguments)
    assert isinstance(result, tuple | list), f"expected a tuple, got a value of type {type(result).__name__}"
    assert len(result) == 3, f"expected a tuple of 3 values, got {len(result)}"
    return result


def passed(dataset):
    """Passes through a dataset once and returns its batches: pairs of arrays."""
    assert hasattr(dataset, "element_spec"), "one of the two is no dataset"
    batches = read_batches(dataset, most=COUNT + 1)
    assert 0 < len(batches) <= COUNT, "no batches, or more than there are images"
    pairs = []
    for batch in batches:
        assert isinstance(batch, tuple | list), "a batch is no pair"
        assert len(batch) == 2, "a batch is no pair"
        images, labels = map(np.asarray, batch)
        assert images.dtype.kind in "iuf", "the images are no numbers"
        assert images.ndim == 4, "the images of a batch should have 4 axes"
        assert images.size, "a batch has no images"
        pairs.append((images, labels))
    return pairs


def planes_of(dataset):
    """Passes through a dataset once and returns the brightness of its images, an array for each batch."""
    # One that is scaled, though it should not be, is known as well.
    return [images[:, 0, 0, 0].round(3) for images, _ in passed(dataset)]


def numbers_of(*passes, count=COUNT):
    """Returns the numbers of the images in each pass, arrays: the darkest of all is number 0."""
    passes = [np.concatenate([[], *planes]) for planes in passes]
    known = np.unique(np.concatenate(passes))
    assert len(known) <= count, "there are images that are in no file"
    return [np.searchsorted(known, planes) for planes in passes]


@pytest.mark.points(2)
def test_each_image_is_in_exactly_one_dataset(datasets):
    """No image is in both datasets, none is left out, and none comes twice in a pass."""
    train, val = numbers_of(*[planes_of(dataset) for dataset in datasets])
    assert not np.intersect1d(train, val).size, "an image is in both datasets"
    assert_same(np.sort([*train, *val]), np.arange(COUNT))


@pytest.mark.points(1)
def test_number_of_validation_images_and_of_those_in_a_batch(small_folder):
    """The fraction of all images is rounded down, and each batch is full but perhaps the last one."""
    found = []
    for fraction in (0.3, 0.75):
        for dataset in load(small_folder, (2, 3), 5, fraction, 1)[:2]:
            found.append([len(images) for images, _ in passed(dataset)])
    for got, expected in zip(found, [[5, 5, 5, 1], [5, 1], [5, 1], [5, 5, 5, 1]], strict=True):
        assert got == expected, f"expected batches of {expected} images, got {got}"


@pytest.mark.points(1)
def test_labels_are_places_in_the_sorted_class_names(folder_of_metals):
    """The class names are sorted, and the labels are integers, one for each image: places in the class names."""
    train_ds, val_ds, class_names = load(folder_of_metals, (4, 4), 5, 0.25, 2)
    batches = passed(train_ds) + passed(val_ds)
    assert isinstance(class_names, list | tuple), "expected a list of class names"
    assert list(class_names) == sorted(METALS), "the class names are not those of the folders in alphabetical order"
    numbers = numbers_of(*[[images[:, 0, 0, 0].round(3)] for images, _ in batches], count=18)
    assert sum(map(len, numbers)) == 18, "the number of images is not that of the files"
    for which, (_, got) in zip(numbers, batches, strict=True):
        assert got.dtype.kind in "iu", f"expected labels of integers, got {got.dtype}"
        assert_same(got, [sorted(METALS).index(METALS[number % 6]) for number in which])


@pytest.mark.points(1)
def test_images_are_scaled_as_a_whole_and_keep_their_values(folder_of_ramps):
    """Images of any size become float32 of the height and width asked for, whole, with values from 0 to 255."""
    train_ds, val_ds, _ = load(folder_of_ramps, (8, 5), 4, 0.34, 3)
    batches = passed(train_ds) + passed(val_ds)
    found = []
    for images, _ in batches:
        assert images.shape[1:] == (8, 5, 3), f"expected images of shape (batch, 8, 5, 3), got {images.shape}"
        assert images.dtype == "float32", f"expected images of float32, got {images.dtype}"
        blues = images[..., 2].mean(axis=(1, 2))
        found += blues.tolist()
        assert_same(images[..., 2], np.broadcast_to(blues[:, None, None], (len(images), 8, 5)), atol=1)
        # Each way of scaling gives other values in between, by less than a pixel of the file.
        assert_same(images, np.stack([ramps(8, 5, blue) for blue in blues]), atol=30)
    assert_same(np.sort(found), BLUES, atol=1)


def ramps(height, width, blue):
    """Returns a picture whose red rises from left to right and whose green rises from top to bottom."""
    picture = np.full((height, width, 3), blue, "float64")
    picture[..., 0] = 240 * (np.arange(width) + 0.5) / width
    picture[..., 1] = 240 * (np.arange(height)[:, None] + 0.5) / height
    return picture


@pytest.mark.points(1)
def test_grey_files_become_rgb(grey_folder):
    """A grey file gives three channels, with the grey of the file in each."""
    train_ds, val_ds, _ = load(grey_folder, (4, 6), 3, 0.4, 5)
    batches = passed(train_ds) + passed(val_ds)
    for images, _ in batches:
        assert images.shape[1:] == (4, 6, 3), f"expected images of shape (batch, 4, 6, 3), got {images.shape}"
    images = np.concatenate([images for images, _ in batches])
    images = images[np.argsort(images[:, 0, 0, 0])]
    assert_same(images, np.broadcast_to(GREYS.reshape(10, 1, 1, 1), (10, 4, 6, 3)), atol=1)


@pytest.mark.points(1)
def test_validation_images_are_of_all_classes(datasets):
    """The validation images are drawn from all classes, and so are the training images."""
    for which in numbers_of(*[planes_of(dataset) for dataset in datasets]):
        assert np.unique(CLASS_OF[which]).size == 3, "there is no image of one of the classes"


@pytest.mark.points(1)
def test_the_seed_decides_which_images_are_for_validation(folder):
    """The same seed gives the same validation images in another call; another seed gives others."""
    sets = [np.sort(np.concatenate(planes_of(load(folder, (3, 2), 6, 0.25, seed)[1]))) for seed in (6, 6, 9)]
    assert sets[0].size == COUNT / 4, "the number of validation images is another"
    assert np.array_equal(sets[0], sets[1]), "the same seed gives other images"
    assert not np.array_equal(sets[0], sets[2]), "another seed gives the same images"


@pytest.mark.points(1)
def test_training_images_are_shuffled_in_each_pass(datasets):
    """In each pass the training images come in a new order, of all classes mixed, and in new batches."""
    passes = [planes_of(datasets[0]) for _ in range(2)]
    first, second = numbers_of(*passes)
    assert_same(np.sort(first), np.sort(second))
    assert len(first) > COUNT / 3, "most of the training images are missing"
    assert not np.array_equal(first, second), "both passes have the same order"
    together = [{frozenset(batch.tolist()) for batch in planes} for planes in passes]
    assert together[0] != together[1], "the batches hold the same images in both passes"
    # The numbers rise from class to class. In random order they do as much with the places once in ten million passes.
    assert abs(np.corrcoef(first, np.arange(len(first)))[0, 1]) < 0.75, "the classes come one after another"


@pytest.mark.points(1)
def test_validation_images_keep_their_order(datasets):
    """The validation images come in the same order in each pass, so that passes can be compared image by image."""
    first, second = numbers_of(*[planes_of(datasets[1]) for _ in range(2)])
    assert len(first) > COUNT / 3, "most of the validation images are missing"
    assert_same(second, first)
