"""Public checks of feature_maps: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from feature_maps import feature_maps
from given import build_small_cnn, build_two_paths

# Two images of 2x4, and what is left of them behind ReLU.
IMAGES = np.array([[[1, -2, 3, 6], [0, 5, -1, 2]], [[4, 1, -3, -5], [2, -6, -4, -7]]], "float32")[..., np.newaxis]
POSITIVE = np.array([[[1, 0, 3, 6], [0, 5, 0, 2]], [[4, 1, 0, 0], [2, 0, 0, 0]]])[..., np.newaxis]
# The largest value in each 2x2.
POOLED = np.array([[[5, 6]], [[4, 0]]])[..., np.newaxis]


def small_model(augmentation=False):
    """A model whose only filter gives the image itself, before ReLU: the weight in its middle is 1."""
    model = build_small_cnn((2, 4, 1), num_classes=2, filters=(1,), augmentation=augmentation)
    model.set_weights([middle(3, 1), np.zeros(1), np.array([[1, 0], [0, 1]]), np.zeros(2)])
    return model


def middle(size, *weights):
    """The kernel of filters of size x size, each with one weight in its middle and 0 around it."""
    kernel = np.zeros((size, size, 1, len(weights)))
    kernel[size // 2, size // 2, 0] = weights
    return kernel


def assert_maps(maps, expected):
    """Asserts that maps are an array of these values, and no tensor."""
    assert_same(maps, expected, atol=1e-5)
    assert isinstance(maps, np.ndarray), "expected a NumPy array, got something else of the right values"


def test_maps_of_a_convolution_and_a_pooling():
    """The filter gives the image itself, and ReLU a 0 for what is negative; of each 2x2, the largest is kept."""
    assert_maps(feature_maps(small_model(), IMAGES.copy(), "conv1"), POSITIVE)
    assert_maps(feature_maps(small_model(), IMAGES.copy(), "pool1"), POOLED)


def test_layers_without_maps():
    """Behind the pooling, two values of each image are left; the last layer gives probabilities."""
    values = POOLED.reshape(2, 2)
    assert_maps(feature_maps(small_model(), IMAGES.copy(), "flatten"), values)
    probabilities = np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    assert_maps(feature_maps(small_model(), IMAGES.copy(), "classify"), probabilities)


def test_nothing_is_flipped_or_rotated():
    """In training, the model flips and rotates the images first. Here the maps are those of the images as given."""
    assert_maps(feature_maps(small_model(augmentation=True), IMAGES.copy(), "conv1"), POSITIVE)


def test_layers_that_are_no_chain():
    """Two convolutions see the image: `fine` gives it back, `coarse` gives it twice as bright; `join` has all maps."""
    model = build_two_paths((2, 4, 1), num_classes=2)
    fine, coarse = middle(3, 1, 0, 0, 0), middle(5, 2, 0, 0, 0, 0, 0)
    model.set_weights([fine, np.zeros(4), coarse, np.zeros(6), np.zeros((20, 2)), np.zeros(2)])
    assert_maps(feature_maps(model, IMAGES.copy(), "coarse"), POSITIVE * [2, 0, 0, 0, 0, 0])
    assert_maps(feature_maps(model, IMAGES.copy(), "join"), POSITIVE * [1, 0, 0, 0, 2, 0, 0, 0, 0, 0])


def test_a_single_image_keeps_its_axes():
    """The maps of one image still have an axis for images; there is one map, and it has an axis, too."""
    assert_maps(feature_maps(small_model(), IMAGES[:1].copy(), "conv1"), POSITIVE[:1])


def test_a_layer_that_is_not_there_is_refused():
    """The model has one convolution only, so there is no `conv2`."""
    model = small_model()
    assert_maps(feature_maps(model, IMAGES.copy(), "pool1"), POOLED)
    with pytest.raises(ValueError):
        feature_maps(model, IMAGES.copy(), "conv2")
