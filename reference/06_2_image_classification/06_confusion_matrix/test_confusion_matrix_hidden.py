"""Hidden checks of confusion_matrix: models whose predictions can be read off the images."""

import numpy as np
import pytest
from checking import assert_same
from confusion_matrix import confusion_matrix_from_dataset
from given import as_dataset, build_linear, build_small_cnn

HEIGHT, WIDTH, CLASSES = 2, 3, 5


@pytest.fixture(scope="module")
def model():
    """A model that predicts which of the first five pixels of an image is the brightest."""
    model = build_linear((HEIGHT, WIDTH, 1), CLASSES)
    model.set_weights([np.eye(HEIGHT * WIDTH, CLASSES), np.zeros(CLASSES)])
    return model


def images_of(predictions, rng, contrast=10):
    """Draws images for which that model predicts these classes: surely, or with a contrast of 1 below 0.5."""
    images = 0.4 * rng.random((len(predictions), HEIGHT * WIDTH), "float32")
    images[np.arange(len(predictions)), predictions] = 0.8
    return contrast * images.reshape(-1, HEIGHT, WIDTH, 1)


def cells_of(matrix):
    """Returns the true and the predicted classes of as many images as a matrix counts."""
    return (np.repeat(classes, np.ravel(matrix)) for classes in np.indices(np.shape(matrix)).reshape(2, -1))


@pytest.mark.points(3)
def test_counts_true_against_predicted_classes(model, rng):
    """Each image counts in the row of its true class and in the column of the predicted one, in every batch."""
    expected = [[3, 1, 0, 2, 0], [0, 4, 1, 0, 6], [2, 0, 1, 5, 0], [1, 7, 0, 2, 3], [0, 2, 4, 0, 5]]
    order = rng.permutation(49)
    true, predicted = (classes[order] for classes in cells_of(expected))
    # Batches of 9 leave 4 images for the last one.
    ds = as_dataset(images_of(predicted, rng, contrast=1), true, 9)
    assert_same(confusion_matrix_from_dataset(model, ds, CLASSES), expected)


# All predictions are right, so that only what belongs together can go wrong. That another order gives the same
# matrix has a chance of 1 in 10^30.
@pytest.mark.points(3)
def test_labels_and_predictions_are_of_the_same_images(model, rng):
    """A shuffled dataset comes in a new order in each pass: labels and predictions are taken from the same one."""
    classes = np.repeat(np.arange(CLASSES), [16, 7, 12, 9, 15]).astype("int32")
    ds = as_dataset(images_of(classes, rng), classes, 8, True)
    assert_same(confusion_matrix_from_dataset(model, ds, CLASSES), np.diag([16, 7, 12, 9, 15]))


@pytest.mark.points(1)
def test_classes_that_do_not_occur_have_zeros(model, rng):
    """Each class has a row and a column, of zeros if it does not occur: the size is what `num_classes` says."""
    expected = [[2, 0, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 3, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    true, predicted = cells_of(expected)
    assert_same(confusion_matrix_from_dataset(model, as_dataset(images_of(predicted, rng), true), CLASSES), expected)


@pytest.mark.points(1)
def test_matrix_holds_integers(model, rng):
    """The matrix holds counts, which are integers: each image adds 1."""
    classes = np.arange(CLASSES)
    matrix = confusion_matrix_from_dataset(model, as_dataset(images_of(classes, rng), classes), CLASSES)
    assert_same(matrix, np.eye(CLASSES))
    assert np.asarray(matrix).dtype.kind in "iu", "expected an array of integers"


@pytest.mark.points(2)
def test_model_works_as_at_inference(rng):
    """A model that begins with augmentation predicts from the images as they are, not from changed ones."""
    # The class is the bright corner, which survives the pooling. A flip alone puts it into any of the corners.
    model = build_small_cnn((8, 8, 1), 4, (1,), True)
    same, corners = np.zeros((3, 3, 1, 1)), np.zeros((4, 4, 4))
    same[1, 1] = 1
    corners[[0, 0, -1, -1], [0, -1, 0, -1], [0, 1, 2, 3]] = 5
    model.set_weights([same, np.zeros(1), corners.reshape(16, 4), np.zeros(4)])
    counts = [9, 6, 11, 8]
    classes = rng.permutation(np.repeat(np.arange(4), counts))
    images = 0.1 * rng.random((34, 8, 8, 1), "float32")
    for k, corner in enumerate([np.s_[:2, :2], np.s_[:2, -2:], np.s_[-2:, :2], np.s_[-2:, -2:]]):
        images[(classes == k, *corner)] = 1
    # In one batch, so that only this is asked for.
    ds = as_dataset(images, classes, 34)
    assert_same(confusion_matrix_from_dataset(model, ds, 4), np.diag(counts))
