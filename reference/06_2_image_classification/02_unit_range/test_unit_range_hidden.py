"""Hidden checks of unit_range."""

import numpy as np
import pytest
from checking import assert_same
from given import as_dataset, as_live_dataset, read_batches
from unit_range import to_unit_range


def passed(ds):
    """Passes once through what the function makes of a dataset; returns the batches, pairs of arrays."""
    return in_pairs(read_batches(new_dataset(ds), most=20))


def new_dataset(ds):
    """Returns what the function makes of a dataset, once it is known to be a dataset."""
    result = to_unit_range(ds)
    assert hasattr(result, "element_spec"), "the result is no dataset"
    return result


def in_pairs(batches):
    """Returns the batches, each a pair of arrays of one row for each image."""
    pairs = []
    for batch in batches:
        assert isinstance(batch, tuple | list), "a batch is no pair"
        assert len(batch) == 2, "a batch is no pair"
        images, labels = map(np.asarray, batch)
        assert images.dtype.kind in "iuf", "the images of a batch are no numbers"
        assert images.ndim, "the images of a batch are no array"
        assert labels.ndim, "the labels of a batch are no array"
        pairs.append((images, labels))
    return pairs


def joined(batches):
    """Returns the images and the labels of all batches, which fit together; 255 was among the images."""
    assert batches, "there is no batch"
    for arrays in zip(*batches, strict=True):
        assert len({array.shape[1:] for array in arrays}) == 1, "the batches have unequal shapes"
    images, labels = [np.concatenate(arrays) for arrays in zip(*batches, strict=True)]
    # Where nothing has been done, everything else has stayed as it should, which is no merit.
    assert images.max(initial=0) < 100, "the images are as bright as before"
    return images, labels


def draw(rng, *shape):
    """Draws whole numbers from 0 to 255; the darkest and the brightest are among them."""
    images = rng.integers(1, 255, shape)
    images[0, 0, 0], images[-1, -1, -1] = 0, 255
    return images


def assert_scaled(batches, images):
    """Asserts that the images are float32 and those stated, divided by 255."""
    result, _ = joined(batches)
    assert result.dtype == "float32", f"expected images of float32, got {result.dtype}"
    assert_same(result, images / 255, atol=1e-5)


@pytest.mark.points(2)
def test_integers_are_divided_by_255(rng):
    """Images of uint8 become float32, and each value is divided by 255, once."""
    images = draw(rng, 4, 2, 3, 3)
    scaled = new_dataset(as_dataset(images.astype("uint8"), np.arange(4)))
    # Beside the values, the dtype tells one wrong idea from another.
    spec = scaled.element_spec
    dtype = getattr(getattr(spec[0], "dtype", None), "name", None) if isinstance(spec, tuple) and spec else None
    assert_scaled(in_pairs(read_batches(scaled)), images)
    assert dtype == "float32", "the dataset does not say that its images are float32"


@pytest.mark.points(1)
def test_floats_are_divided_by_255(rng):
    """Images of float32 are divided by 255 as well: the dtype does not tell what has been done before."""
    images = draw(rng, 4, 3, 2, 1) - rng.choice([0, 0.5], (4, 3, 2, 1))
    images = images.clip(0, 255)
    assert_scaled(passed(as_dataset(images.astype("float32"), np.arange(4))), images)


@pytest.mark.points(1)
def test_how_bright_a_batch_is_does_not_matter(rng):
    """A value becomes the same in each batch, whatever else is in it: also among dark or bright ones only."""
    # Bright, dark, black and nearly black.
    images = rng.integers([[200], [20], [0], [0]], [[250], [60], [1], [2]], (4, 12)).reshape(8, 2, 3, 1)
    batches = [passed(as_dataset(images.astype(dtype), np.arange(8), batch_size=2)) for dtype in ("float32", "uint8")]
    for found in batches:
        assert_scaled(found, images)


@pytest.mark.points(2)
def test_labels_stay_as_they_are(rng):
    """Labels keep values and dtype, whether they are integers, floats or rows."""
    kinds = [
        np.array([4, 0, 300, 2, 1]),
        np.array([3, 0, 255, 2, 1], "uint8"),
        np.array([0.25, 1.5, 255, 0, -2], "float32"),
        np.eye(5, 4, dtype="float32"),
        np.eye(5, 4, dtype="int32"),
    ]
    images = draw(rng, 5, 2, 3, 1).astype("uint8")
    found = [joined(passed(as_dataset(images, labels.copy(), batch_size=3))) for labels in kinds]
    for (_, got), labels in zip(found, kinds, strict=True):
        assert_same(got, labels)
        assert got.dtype == labels.dtype, f"expected labels of {labels.dtype}, got {got.dtype}"


@pytest.mark.points(1)
def test_batches_and_their_order_stay(rng):
    """The new dataset has the same batches in the same order, also one at the end that is not full."""
    images, labels = draw(rng, 11, 2, 2, 1), rng.permutation(11)
    ds = as_dataset(images.astype("uint8"), labels, batch_size=4)
    batches = passed(ds)
    found = [np.shape(got) for _, got in batches]
    assert found == [(4,), (4,), (3,)], "the batches are not those of before"
    assert_same(joined(batches)[1], labels)


@pytest.mark.points(1)
def test_each_pass_of_a_shuffled_dataset_has_its_own_order():
    """A new order of `ds` is one of the new dataset, too; and in each, an image is beside its own label."""
    # Image number k is a plane of brightness 255 - 11 * k.
    numbers = np.arange(24)
    images = np.broadcast_to((255 - 11 * numbers).reshape(24, 1, 1, 1), (24, 1, 2, 1)).astype("uint8")
    scaled = new_dataset(as_dataset(images, numbers, batch_size=7, shuffle=True))
    passes = [joined(in_pairs(read_batches(scaled))) for _ in range(2)]
    for images, labels in passes:
        assert_same(np.sort(labels), numbers)
        assert images.shape == (24, 1, 2, 1), f"expected images of shape (24, 1, 2, 1), got {images.shape}"
        assert_same(np.argsort(-images[:, 0, 0, 0], kind="stable"), np.argsort(labels))
    assert not np.array_equal(passes[0][1], passes[1][1]), "both passes have the same order"


@pytest.mark.points(1)
def test_the_call_reads_nothing(rng):
    """Calling the function reads nothing from `ds`: what is read in a pass is what `ds` gives at that time."""
    early, late = draw(rng, 5, 2, 3, 1), draw(rng, 3, 2, 3, 1)
    ds, replace = as_live_dataset(early.astype("uint8"), np.arange(5), batch_size=2)
    scaled = new_dataset(ds)
    replace(late.astype("uint8"), np.array([7, 6, 5]))
    images, labels = joined(in_pairs(read_batches(scaled)))
    assert_same(labels, [7, 6, 5])
    assert images.shape == late.shape, f"expected images of shape {late.shape}, got {images.shape}"


@pytest.mark.points(1)
def test_each_pass_reads_anew(rng):
    """Each pass goes through `ds` again and keeps nothing: it gives what `ds` gives at that time."""
    ds, replace = as_live_dataset(draw(rng, 4, 2, 3, 1).astype("uint8"), np.arange(4), batch_size=3)
    scaled = new_dataset(ds)
    first = joined(in_pairs(read_batches(scaled)))[1]
    late = draw(rng, 5, 2, 3, 1).astype("uint8")
    replace(late, np.array([9, 8, 7, 6, 5]))
    second = joined(in_pairs(read_batches(scaled)))[1]
    third = joined(in_pairs(read_batches(scaled)))[1]
    assert_same(first, np.arange(4))
    assert_same(second, [9, 8, 7, 6, 5])
    assert_same(third, second)
