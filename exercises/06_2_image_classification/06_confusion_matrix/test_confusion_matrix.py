"""Public checks of confusion_matrix: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from confusion_matrix import confusion_matrix_from_dataset
from given import as_dataset, build_linear, build_small_cnn


@pytest.fixture(scope="module")
def model():
    """A model for images of one row of three pixels. It predicts the place of the brightest one."""
    model = build_linear(input_shape=(1, 3, 1), num_classes=3)
    model.set_weights([np.eye(3), np.zeros(3)])
    return model


def images_of(predictions):
    """Images for which that model predicts these classes."""
    return np.eye(3, dtype="float32")[predictions].reshape(-1, 1, 3, 1)


def test_rows_are_true_and_columns_are_predicted(model):
    """Two images of class 0 are both taken for class 2, and one of class 1 is recognised."""
    ds = as_dataset(images_of([2, 2, 1]), labels=[0, 0, 1], batch_size=3)
    assert_same(confusion_matrix_from_dataset(model, ds, 3), [[0, 0, 2], [0, 1, 0], [0, 0, 0]])


def test_all_batches_count(model):
    """Five images in batches of two: the last batch has only one image, of class 2, taken for class 1."""
    ds = as_dataset(images_of([0, 0, 1, 0, 1]), labels=[0, 0, 1, 1, 2], batch_size=2)
    assert_same(confusion_matrix_from_dataset(model, ds, 3), [[2, 0, 0], [1, 1, 0], [0, 1, 0]])


def test_a_shuffled_dataset(model):
    """Sixty images, 20 of each class, are all recognised, in whatever order they come."""
    classes = np.repeat([0, 1, 2], 20)
    ds = as_dataset(images_of(classes), labels=classes, batch_size=16, shuffle=True)
    assert_same(confusion_matrix_from_dataset(model, ds, 3), [[20, 0, 0], [0, 20, 0], [0, 0, 20]])


def test_counts_are_integers(model):
    """Two images of class 1, one of them recognised: the counts are whole numbers, not parts of the whole."""
    matrix = confusion_matrix_from_dataset(model, as_dataset(images_of([1, 0]), labels=[1, 1]), 3)
    assert_same(matrix, [[0, 0, 0], [1, 1, 0], [0, 0, 0]])
    assert np.asarray(matrix).dtype.kind in "iu", f"expected integers, got {np.asarray(matrix).dtype}"


def test_augmentation_is_off():
    """The model says on which side an image is bright. Its augmentation would mirror half of the images."""
    model = build_small_cnn(input_shape=(8, 8, 1), num_classes=2, filters=(1,), augmentation=True)
    same = np.zeros((3, 3, 1, 1))
    same[1, 1] = 1
    sides = np.zeros((4, 4, 2))  # the maps are 4 by 4 after the pooling
    sides[:, 0, 0] = sides[:, -1, 1] = 1
    model.set_weights([same, np.zeros(1), sides.reshape(16, 2), np.zeros(2)])
    images = np.zeros((20, 8, 8, 1), "float32")
    images[:10, :, :2] = images[10:, :, -2:] = 1
    ds = as_dataset(images, labels=np.repeat([0, 1], 10))
    assert_same(confusion_matrix_from_dataset(model, ds, 2), [[10, 0], [0, 10]])
