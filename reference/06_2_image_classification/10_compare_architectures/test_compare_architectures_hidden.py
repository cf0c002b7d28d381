"""Hidden checks of compare_architectures: networks and images for which all accuracies are known beforehand."""

import time

import numpy as np
import pytest
from checking import assert_same
from compare_architectures import compare_architectures
from given import build_linear, build_reader, build_unbuilt, build_vote

KEYS = {"name", "params", "output_shapes", "val_accuracy", "seconds"}
SHAPE, CLASSES = (16, 16, 1), 4
# All images to learn from are black, and of one class: whatever the network, its order of images and its other weights,
# the biases of the last layer learn the same in each step.
RIGHT = 2
FEW, MANY = 4, 70
# Such images with a first pixel of some height are a scale for `build_reader`: its score of class 0 is as much higher,
# so it still says class 0 where the height is larger than the way that the biases have come. A step is 0.02 long.
HEIGHTS = np.arange(0.01, 0.4, 0.02)


def compare(builders, x_val, y_val, count=FEW, epochs=1, seed=0):
    """Has architectures compared, and returns what is known to be a list of dicts."""
    x, y = np.zeros((count, *SHAPE), "float32"), np.full(count, RIGHT)
    wanted = len(builders)
    results = compare_architectures(builders, x, y, x_val.copy(), y_val.copy(), epochs, seed)
    assert isinstance(results, list), "expected a list of dicts"
    assert len(results) == wanted, "expected a dict for each builder"
    for result in results:
        assert isinstance(result, dict), "expected a list of dicts"
        assert set(result) >= KEYS, "a key is missing"
        assert isinstance(result["name"], str), "a name should be a text"
        assert isinstance(result["val_accuracy"], float | np.floating), "val_accuracy should be a float"
    return results


def with_first_pixel(heights):
    """Returns images that are black but for the first pixel."""
    images = np.zeros((len(heights), *SHAPE), "float32")
    images[:, 0, 0, 0] = heights
    return images


def way(steps):
    """Returns how much the bias of the right class is above the others after some steps of Adam from zeros."""
    bias, first, second = np.zeros(CLASSES), 0.0, 0.0
    for step in range(1, steps + 1):
        slope = np.exp(bias) / np.exp(bias).sum() - np.eye(CLASSES)[RIGHT]
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        bias = bias - 0.01 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-7)
    return bias[RIGHT] - bias[0]


def noise():
    """Returns images for which small differences of the weights decide, always the same ones, and some classes."""
    images = np.random.default_rng(7).uniform(-0.25, 0.25, (300, *SHAPE)).astype("float32")
    return images, np.arange(300) % CLASSES


@pytest.mark.points(1)
def test_a_dict_of_five_for_each_architecture():
    """For each builder there is a dict of five: name, params, output_shapes, val_accuracy and seconds."""
    builders = {"the only one": build_reader}
    start = time.monotonic()
    (result,) = compare(builders, with_first_pixel(HEIGHTS), np.full(len(HEIGHTS), RIGHT))
    elapsed = time.monotonic() - start
    assert list(builders) == ["the only one"], "the dict of builders was changed"
    assert set(result) == KEYS, "there are other keys"
    assert result["name"] == "the only one", "the name is another"
    assert isinstance(result["seconds"], float), "seconds should be a float"
    # No training takes longer than the call.
    assert 0 <= result["seconds"] <= elapsed + 0.1, "it took another time"


@pytest.mark.points(1)
def test_params_are_all_weights():
    """All weights are counted, trained or not, also of a network that is not built before its first call."""
    (result,) = compare({"unbuilt": build_unbuilt}, with_first_pixel(np.zeros(2)), np.full(2, RIGHT))
    # Convolution, normalization with two trained and two other numbers for each channel, dense layer.
    assert_same(result["params"], (3 * 3 * 1 * 3 + 3) + 4 * 3 + (14 * 14 * 3 * 4 + 4))


@pytest.mark.points(1)
def test_output_shapes_of_all_layers():
    """There is a shape for each layer, in their order, and none of them has the batch in it."""
    (result,) = compare({"vote": build_vote}, with_first_pixel(np.zeros(2)), np.full(2, RIGHT))
    shapes = result["output_shapes"]
    assert isinstance(shapes, list), "output_shapes should be a list"
    assert all(isinstance(shape, tuple | list) for shape in shapes), "each shape should be a tuple"
    assert list(map(tuple, shapes)) == [(16, 16, CLASSES), (CLASSES,)], "the shapes are others"


@pytest.mark.points(2)
def test_best_first_and_equal_ones_in_their_order():
    """The largest validation accuracy comes first; equal ones come in the order of the builders."""
    # In class k, pixel k is bright: the readers are right in all cases, and what is drawn is not.
    images = np.zeros((24, *SHAPE), "float32")
    labels = np.arange(24) % CLASSES
    images[np.arange(24), 0, labels] = 1
    builders = {"b reader": build_reader, "c linear": build_linear, "a reader": build_reader}
    results = compare(builders, images, labels)
    names = [result["name"] for result in results]
    accuracies = [result["val_accuracy"] for result in results]
    assert accuracies == sorted(accuracies, reverse=True), "the largest accuracy should come first"
    assert names == ["b reader", "a reader", "c linear"], "the order is another"


@pytest.mark.points(2)
def test_trained_as_stated():
    """Each network has epochs of Adam with a rate of 0.01 in batches of 32, on the training images only."""
    (result,) = compare(
        {"reader": build_reader}, with_first_pixel(HEIGHTS), np.full(len(HEIGHTS), RIGHT), count=MANY, epochs=4
    )
    # Three batches in each epoch.
    assert_same(result["val_accuracy"], (way(12) > HEIGHTS).mean(), atol=1e-4)


@pytest.mark.points(1)
def test_accuracy_on_other_images_after_the_last_epoch():
    """The accuracy is that on the validation images, after the last epoch, whether that is the best or not."""
    # Of class 0, so the network gets worse and worse.
    (result,) = compare({"reader": build_reader}, with_first_pixel(HEIGHTS), np.zeros(len(HEIGHTS), int), epochs=5)
    assert_same(result["val_accuracy"], (way(5) < HEIGHTS).mean(), atol=1e-4)


@pytest.mark.points(1)
def test_each_begins_alike_and_anew():
    """Each network begins with new weights and from the same seed, so equal architectures are equally good."""
    images, labels = noise()
    builders = {"one": build_linear, "other": build_linear}
    results = compare(builders, images, labels, count=MANY, epochs=3)
    assert {result["name"] for result in results} == {"one", "other"}, "the names are others"
    one, other = (result["val_accuracy"] for result in results)
    assert_same(one, other)


@pytest.mark.points(1)
def test_another_seed_gives_other_weights():
    """The seed decides which weights a network begins with: another one gives another accuracy."""
    images, labels = noise()
    # Of 300 images, 68 are right with the weights of the one, and 91 with those of the other.
    results = [compare({"linear": build_linear}, images, labels, seed=seed)[0] for seed in (6, 11)]
    one, other = (result["val_accuracy"] for result in results)
    assert one != other, "another seed gives the same"
