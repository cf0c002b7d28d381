"""Public checks of load_images: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from given import read_batches, save_images, temporary_folder
from load_images import load_image_datasets

# Image number k is a plane of brightness 10 * k, so that it can be told from the others wherever it is. The folders
# are made in this order, which is not the alphabetical one.
FOLDERS = ["pear", "fig", "plum"]
COUNT = 20


@pytest.fixture(scope="module")
def folder():
    """20 images, 4 pixels high and 6 wide: number 0, 3, 6, ... in pear, 1, 4, 7, ... in fig, the others in plum."""
    images = np.zeros((COUNT, 4, 6, 3), "uint8") + 10 * np.arange(COUNT, dtype="uint8").reshape(COUNT, 1, 1, 1)
    return save_images(images, np.arange(COUNT) % 3, FOLDERS, temporary_folder())


def load(folder, seed=1):
    """Asks for a quarter of the images to validate with, in batches of 4, and returns what it got."""
    result = load_image_datasets(folder, (5, 3), 4, 0.25, seed)
    assert isinstance(result, tuple | list), f"expected a tuple, got a value of type {type(result).__name__}"
    assert len(result) == 3, f"expected two datasets and the class names, got {len(result)} values"
    return result


def batches_of(dataset):
    """Passes through a dataset once and returns its batches: pairs of arrays."""
    assert hasattr(dataset, "element_spec"), f"expected a tf.data.Dataset, got {type(dataset).__name__}"
    # A dataset that ends has no more batches than images.
    batches = read_batches(dataset, most=COUNT + 1)
    assert batches, "the dataset is empty"
    assert len(batches) <= COUNT, "there are more batches than images: the dataset should end after one pass"
    for batch in batches:
        assert isinstance(batch, tuple | list), "expected batches that are pairs (images, labels)"
        assert len(batch) == 2, f"expected batches that are pairs (images, labels), got {len(batch)} values"
    batches = [(np.asarray(images), np.asarray(labels)) for images, labels in batches]
    for images, _ in batches:
        assert images.dtype.kind in "iuf", f"expected images of numbers, got {images.dtype}"
        assert images.ndim == 4, f"expected images of shape (batch, height, width, 3), got {images.shape}"
        assert images.size, f"expected images of shape (batch, height, width, 3), got {images.shape}"
    return batches


def numbers_of(dataset):
    """Passes through a dataset once and returns the numbers of its images in their order, a list."""
    numbers = []
    for images, _ in batches_of(dataset):
        numbers += np.round(images[:, 0, 0, 0] / 10).tolist()
    return numbers


def test_images_are_float32_from_0_to_255(folder):
    """5 pixels high and 3 wide, three channels, each with the brightness of the file."""
    train_ds, val_ds, _ = load(folder)
    for images, _ in [*batches_of(train_ds), *batches_of(val_ds)]:
        assert images.shape[1:] == (5, 3, 3), f"expected images of shape (batch, 5, 3, 3), got {images.shape}"
        assert images.dtype == "float32", f"expected images of float32, got {images.dtype}"
        brightness = np.round(images[:, :1, :1, :1] / 10) * 10
        assert_same(images, np.broadcast_to(brightness, images.shape), atol=0.1)
    assert max(numbers_of(train_ds) + numbers_of(val_ds)) == COUNT - 1, "the brightest file has the value 190"


def test_labels_are_places_in_the_class_names(folder):
    """The class names are in alphabetical order, so the images of fig have label 0, whenever its folder was made."""
    train_ds, val_ds, class_names = load(folder)
    assert isinstance(class_names, list | tuple), f"expected a list of class names, got {type(class_names).__name__}"
    assert list(class_names) == ["fig", "pear", "plum"], f"expected ['fig', 'pear', 'plum'], got {class_names}"
    for images, labels in [*batches_of(train_ds), *batches_of(val_ds)]:
        assert labels.dtype.kind in "iu", f"expected labels of integers, got {labels.dtype}"
        numbers = np.round(images.mean(axis=(1, 2, 3)) / 10).astype(int)
        assert_same(labels, np.array([1, 0, 2])[numbers % 3])


def test_each_image_is_in_one_of_the_two(folder):
    """A quarter of 20 images is 5; the other 15 are to train with."""
    train_ds, val_ds, _ = load(folder)
    train, val = numbers_of(train_ds), numbers_of(val_ds)
    assert not set(train) & set(val), f"images {sorted(set(train) & set(val))} are in both datasets"
    assert sorted(train + val) == list(range(COUNT)), "an image is missing, or comes twice"
    assert len(val) == 5, f"expected 5 validation images, got {len(val)}"


def test_the_seed_decides_which(folder):
    """The same seed gives the same validation images, and another seed gives others."""
    one, again, other = [sorted(numbers_of(load(folder, seed)[1])) for seed in (1, 1, 2)]
    assert one == again, f"the same seed gave first {one}, then {again}"
    assert one != other, f"two seeds gave {one}"


def test_only_the_training_images_change_their_order(folder):
    """Two passes: the validation images keep their order, the training images do not."""
    train_ds, val_ds, _ = load(folder)
    first, second = numbers_of(val_ds), numbers_of(val_ds)
    assert first == second, f"validation images: {first} in the first pass, {second} in the second"
    first, second = numbers_of(train_ds), numbers_of(train_ds)
    assert sorted(first) == sorted(second), "the second pass has other training images than the first"
    assert first != second, f"training images: {first} in both passes"
