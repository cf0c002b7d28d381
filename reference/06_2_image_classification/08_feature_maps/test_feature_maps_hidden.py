"""Hidden checks of feature_maps: weights are copied into given models, and the maps computed in NumPy."""

import numpy as np
import pytest
from checking import assert_same
from feature_maps import feature_maps
from given import build_small_cnn, build_two_paths

# No two of the sizes, channels and filters are equal, and the first pooling leaves a row over.
SHAPE, CLASSES, FILTERS = (13, 8, 3), 4, (5, 7)
SMALL_SHAPES = [(3, 3, 3, 5), (5,), (3, 3, 5, 7), (7,), (42, 4), (4,)]
TWO_PATHS_SHAPES = [(3, 3, 3, 4), (4,), (5, 5, 3, 6), (6,), (240, 4), (4,)]


def draw(rng, *shape):
    """Draws numbers between -1 and 1."""
    return 2 * rng.random(shape, "float32") - 1


def filled(model, shapes, rng):
    """Copies random weights into a model; returns it and the weights, which are so small that softmax is far from 1."""
    weights = [draw(rng, *shape) * np.float32((3 / np.prod(shape[:-1])) ** 0.5) for shape in shapes]
    model.set_weights([weight.copy() for weight in weights])
    return model, weights


def small_model(rng, augmentation=False):
    """Returns a model whose layers are a chain, and its weights."""
    return filled(build_small_cnn(SHAPE, CLASSES, FILTERS, augmentation), SMALL_SHAPES, rng)


def two_paths(rng):
    """Returns a model with a branch and a dropout, and its weights."""
    return filled(build_two_paths(SHAPE, CLASSES), TWO_PATHS_SHAPES, rng)


def convolve(x, kernel, bias):
    """Cross-correlation with zeros around the image, then ReLU."""
    around = len(kernel) // 2
    x = np.pad(x, ((0, 0), (around, around), (around, around), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(1, 2))
    return np.maximum(np.tensordot(windows, kernel, axes=((4, 5, 3), (0, 1, 2))) + bias, 0)


def pool(x):
    """Max pooling over 2x2 with stride 2; a remainder is dropped."""
    height, width = x.shape[1] // 2, x.shape[2] // 2
    return x[:, : 2 * height, : 2 * width].reshape(len(x), height, 2, width, 2, -1).max(axis=(2, 4))


def classify(maps, kernel, bias):
    """Flattens the maps and returns the values and the probabilities."""
    values = maps.reshape(len(maps), -1)
    exponentials = np.exp(values @ kernel + bias)
    return {"flatten": values, "classify": exponentials / exponentials.sum(axis=1, keepdims=True)}


def small_maps(images, weights):
    """Returns the outputs of all layers of the small model by their names."""
    kernel1, bias1, kernel2, bias2, *dense = weights
    maps = {"flip": images, "rotate": images, "conv1": convolve(images, kernel1, bias1)}
    maps["pool1"] = pool(maps["conv1"])
    maps["conv2"] = convolve(maps["pool1"], kernel2, bias2)
    maps["pool2"] = pool(maps["conv2"])
    return maps | classify(maps["pool2"], *dense)


def two_paths_maps(images, weights):
    """Returns the outputs of all layers of the model with two paths by their names."""
    kernel1, bias1, kernel2, bias2, *dense = weights
    maps = {"fine": convolve(images, kernel1, bias1), "coarse": convolve(images, kernel2, bias2)}
    maps["join"] = maps["drop"] = np.concatenate([maps["fine"], maps["coarse"]], axis=-1)
    maps["pool"] = pool(maps["join"])
    return maps | classify(maps["pool"], *dense)


def assert_maps(model, images, names, expected):
    """Compares the outputs of some layers with what they should be, after asking for them all."""
    results = [feature_maps(model, images.copy(), name) for name in names]
    for result, name in zip(results, names, strict=True):
        assert_same(result, expected[name], atol=1e-4)
        assert isinstance(result, np.ndarray), "expected a NumPy array"


@pytest.mark.points(2)
def test_maps_of_convolutions_and_poolings(rng):
    """The maps are those of the layer that was named, behind its activation, for all images and channels."""
    model, weights = small_model(rng)
    images = draw(rng, 3, *SHAPE)
    assert_maps(model, images, ["conv2", "pool1", "conv1", "pool2"], small_maps(images, weights))


@pytest.mark.points(1)
def test_outputs_of_layers_without_maps(rng):
    """Behind flatten, and from a dense layer, there is a row of values for each image."""
    model, weights = small_model(rng)
    images = draw(rng, 3, *SHAPE)
    assert_maps(model, images, ["flatten", "classify"], small_maps(images, weights))


@pytest.mark.points(2)
def test_augmentation_is_at_rest(rng):
    """A model that begins with augmentation gives the maps of the images as they are, not changed at random."""
    model, weights = small_model(rng, augmentation=True)
    images = draw(rng, 4, *SHAPE)
    assert_maps(model, images, ["conv1", "rotate", "classify", "flip"], small_maps(images, weights))


@pytest.mark.points(1)
def test_layers_on_two_paths(rng):
    """Each layer sees what it is connected to, which is not always the layer before it in `model.layers`."""
    model, weights = two_paths(rng)
    images = draw(rng, 3, *SHAPE)
    assert_maps(model, images, ["coarse", "fine", "join"], two_paths_maps(images, weights))


@pytest.mark.points(1)
def test_nothing_is_dropped(rng):
    """Behind a dropout the maps are whole, as at inference time."""
    model, weights = two_paths(rng)
    images = draw(rng, 3, *SHAPE)
    assert_maps(model, images, ["drop", "pool", "classify"], two_paths_maps(images, weights))


@pytest.mark.points(1)
def test_one_image_and_many_images(rng):
    """There are as many entries as images, also for one image and for more than Keras takes in a batch; axes stay."""
    model = build_small_cnn((4, 6, 2), num_classes=2, filters=(1,))
    model, weights = filled(model, [(3, 3, 2, 1), (1,), (6, 2), (2,)], rng)
    cases = []
    for count in (1, 39):
        images = draw(rng, count, 4, 6, 2)
        cases.append((feature_maps(model, images.copy(), "conv1"), convolve(images, *weights[:2])))
    for result, expected in cases:
        assert_same(result, expected, atol=1e-4)


@pytest.mark.points(1)
def test_unknown_names_are_refused(rng):
    """A name that no layer has is a ValueError, also where it is a part of a name or a number."""
    model = build_small_cnn((4, 6, 2), num_classes=2, filters=(3,))
    images = draw(rng, 2, 4, 6, 2)
    # Whatever is wrong with the values has been judged already.
    assert_same(feature_maps(model, images.copy(), "conv1"), np.zeros((2, 4, 6, 3)), atol=1e6)
    for name in ("conv2", "conv", "", "conv10", "0"):
        with pytest.raises(ValueError):
            feature_maps(model, images.copy(), name)


@pytest.mark.points(1)
def test_model_and_images_stay_as_they_were(rng):
    """Afterwards the model has its layers and weights, is trainable and works as before; the images are unchanged."""
    model, weights = small_model(rng, augmentation=True)
    images = draw(rng, 3, *SHAPE)
    handed_in = images.copy()
    # Whatever is wrong with the values has been judged already.
    assert_same(feature_maps(model, handed_in, "conv2"), np.zeros((3, 6, 4, 7)), atol=1e6)
    assert_same(handed_in, images, atol=0)
    assert len(model.layers) == 8, "the model has gained or lost layers"
    assert len(model.trainable_weights) == len(weights), "other weights are trainable than before"
    present = model.get_weights()
    assert isinstance(present, list), "the model has no list of weights"
    assert len(present) == len(weights), "the model has gained or lost weights"
    for now, before in zip(present, weights, strict=True):
        assert_same(now, before, atol=0)
    probabilities = small_maps(images, weights)["classify"]
    assert_same(np.asarray(model(images, training=False)), probabilities, atol=1e-4)
    in_training = np.asarray(model(images, training=True))
    assert np.abs(in_training - probabilities).max() > 1e-3, "the augmentation no longer acts in training"
