"""Public checks of unit_range: run them with `pytest` in this folder."""

import numpy as np
from checking import assert_same
from given import as_dataset, as_live_dataset, read_batches
from unit_range import to_unit_range


def read(dataset, expected):
    """Passes through a dataset once and returns its batches, as many as expected: pairs of arrays."""
    assert hasattr(dataset, "element_spec"), f"expected a tf.data.Dataset, got {type(dataset).__name__}"
    batches = read_batches(dataset, most=expected + 1)
    for batch in batches:
        assert isinstance(batch, tuple | list), "expected batches that are pairs (images, labels)"
        assert len(batch) == 2, f"expected batches that are pairs (images, labels), got {len(batch)} values"
    many = "more" if len(batches) > expected else len(batches)
    assert len(batches) == expected, f"expected as many batches as there were before, {expected}, got {many}"
    batches = [(np.asarray(images), np.asarray(labels)) for images, labels in batches]
    for images, _ in batches:
        assert images.shape[1:] == (2, 3, 1), f"expected images of shape (batch, 2, 3, 1), got {images.shape}"
    return batches


def planes(brightness, dtype="uint8"):
    """Returns an image of 2x3 pixels for each of some values, all pixels of that brightness."""
    return np.zeros((len(brightness), 2, 3, 1), dtype) + np.reshape(brightness, (-1, 1, 1, 1)).astype(dtype)


def assert_images(images, brightness):
    """Asserts that the images are float32, and that of each all pixels have the brightness stated."""
    assert images.dtype == "float32", f"expected images of float32, got {images.dtype}"
    assert_same(images, planes(brightness, "float32"), atol=1e-5)


def test_integers_become_numbers_from_0_to_1():
    """51 is a fifth of 255, so it becomes 0.2, and 255 becomes 1."""
    ((images, labels),) = read(to_unit_range(as_dataset(planes([0, 51, 102, 255]), np.array([3, 2, 1, 0]))), 1)
    assert_images(images, [0, 0.2, 0.4, 1])
    assert_same(labels, [3, 2, 1, 0])


def test_a_dark_batch_stays_dark():
    """Floats, in two batches. The second is dark, and it is divided by 255 all the same: 51 becomes 0.2 again."""
    ds = as_dataset(planes([51, 255, 0, 51], "float32"), np.arange(4), batch_size=2)
    batches = read(to_unit_range(ds), 2)
    assert_images(batches[0][0], [0.2, 1])
    assert_images(batches[1][0], [0, 0.2])


def test_labels_and_batches_stay():
    """5 images in batches of 2: the last batch has one. The labels are rows of floats, and stay what they are."""
    rows = np.array([[1, 0], [0, 1], [0.5, 0.5], [0, 1], [1, 0]], "float32")
    batches = read(to_unit_range(as_dataset(planes([0, 51, 102, 153, 204]), rows, batch_size=2)), 3)
    assert [len(images) for images, _ in batches] == [2, 2, 1], "expected batches of 2, 2 and 1 images"
    for (images, labels), place in zip(batches, (slice(0, 2), slice(2, 4), slice(4, 5)), strict=True):
        assert labels.dtype == "float32", f"expected labels of float32, as before, got {labels.dtype}"
        assert_same(labels, rows[place])
        assert_images(images, [0, 0.2, 0.4, 0.6, 0.8][place])


def test_images_are_read_when_they_are_needed():
    """The images are replaced after the call, and again after the first pass: each pass gives those of its time."""
    ds, replace = as_live_dataset(planes([0, 0, 0]), np.arange(3))
    scaled = to_unit_range(ds)
    replace(planes([51, 102]), np.arange(2))
    ((images, _),) = read(scaled, 1)
    assert_images(images, [0.2, 0.4])
    replace(planes([255, 0]), np.arange(2))
    ((images, _),) = read(scaled, 1)
    assert_images(images, [1, 0])
