"""Hidden checks of build_cnn: weights are copied in, outputs compared with a forward pass in NumPy."""

import math

import numpy as np
import pytest
from build_cnn import build_simple_cnn
from checking import assert_same

IMAGES, CLASSES = (28, 28, 1), 10
# The sides are unequal, and each pooling leaves a row over.
OTHER_IMAGES, OTHER_CLASSES = (17, 18, 2), 2


@pytest.fixture(scope="module")
def model():
    """The default model. The checks share it, since building takes long: each sets the weights that it needs."""
    return with_weights(build_simple_cnn(), IMAGES)


@pytest.fixture(scope="module")
def other_model():
    """A model for other images and classes, shared too."""
    return with_weights(build_simple_cnn(OTHER_IMAGES, OTHER_CLASSES), OTHER_IMAGES)


def with_weights(model, input_shape):
    """Returns the model, called once unless it is built: a subclassed model has no weights before."""
    assert callable(model), "expected a keras.Model"
    if not getattr(model, "built", False):
        model(np.zeros((1, *input_shape), "float32"))
    return model


def weight_shapes(model):
    """Returns the shapes of the model's weights."""
    weights = getattr(model, "weights", None)
    assert isinstance(weights, list), "expected a model with weights"
    assert weights, "expected a model with weights"
    return [tuple(getattr(weight, "shape", ())) for weight in weights]


def stated_shapes(input_shape, num_classes):
    """Returns the shapes of the eight weights."""
    height, width, channels = input_shape
    for _ in range(2):
        height, width = (height - 2) // 2, (width - 2) // 2
    flat = height * width * 64
    kernels = [(3, 3, channels, 32), (3, 3, 32, 64), (flat, 128), (128, num_classes)]
    return [shape for kernel in kernels for shape in (kernel, kernel[-1:])]


def draw(rng, *shape, spread=1.0):
    """Draws numbers between -spread and spread, the quickest to draw."""
    return np.float32(2 * spread) * (rng.random(shape, "float32") - np.float32(0.5))


def fill(model, shapes, rng):
    """Copies random weights into the model and returns them: so small that softmax is far from 0 and 1."""
    weights = []
    for shape in shapes:
        spread = (3 / math.prod(shape[:-1])) ** 0.5 if len(shape) > 1 else 0.5
        weights.append(draw(rng, *shape, spread=spread))
    model.set_weights([weight.copy() for weight in weights])
    return weights


def outputs(model, images, num_classes, **options):
    """Returns the model's output as an array, once it is known to be one number for each class."""
    result = model(images, **options)
    assert not isinstance(result, list | tuple | dict | None), "expected one array"
    result = np.asarray(result)
    assert result.dtype.kind == "f", "expected an array of real numbers"
    assert result.shape == (len(images), num_classes), "expected one number for each image and class"
    return result


def convolve(x, kernel, bias):
    """Valid cross-correlation with stride 1."""
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(1, 2))
    return np.tensordot(windows, kernel, axes=((4, 5, 3), (0, 1, 2))) + bias


def pool(x):
    """Max pooling over 2x2 with stride 2; a remainder is dropped."""
    height, width = x.shape[1] // 2, x.shape[2] // 2
    x = x[:, : 2 * height, : 2 * width]
    return x.reshape(len(x), height, 2, width, 2, -1).max(axis=(2, 4))


def forward(x, weights):
    """Returns the probabilities of the stated network at inference time."""
    kernel1, bias1, kernel2, bias2, kernel3, bias3, kernel4, bias4 = weights
    x = pool(np.maximum(convolve(x, kernel1, bias1), 0))
    x = pool(np.maximum(convolve(x, kernel2, bias2), 0))
    x = np.maximum(x.reshape(len(x), -1) @ kernel3 + bias3, 0)
    exponentials = np.exp(x @ kernel4 + bias4)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def assert_outputs_stated(model, input_shape, num_classes, rng):
    """Asserts that the model's outputs are those of the stated layers with the same weights."""
    shapes = weight_shapes(model)
    weights = fill(model, shapes, rng)
    images = draw(rng, 3, *input_shape)
    stated = shapes == stated_shapes(input_shape, num_classes)
    expected = forward(images, weights) if stated else None
    # Asked even where the weights are others: the answer tells one wrong idea from another.
    result = outputs(model, images, num_classes)
    assert stated, "the weights are not those of the stated layers"
    assert_same(result, expected, atol=1e-4)


@pytest.mark.points(1)
def test_weights_are_those_of_the_stated_layers(model):
    """Without arguments, the model has the eight weights of the stated layers, in their order."""
    assert weight_shapes(model) == stated_shapes(IMAGES, CLASSES), "the weights are not those of the stated layers"
    assert_same(model.count_params(), 225_034)


@pytest.mark.points(1)
def test_weights_follow_the_input_shape(other_model):
    """The weights fit images of any height, width and number of channels; odd sizes lose a row or column."""
    shapes = weight_shapes(other_model)
    assert shapes[:6] == stated_shapes(OTHER_IMAGES, OTHER_CLASSES)[:6], "the weights do not fit the images"


@pytest.mark.points(1)
def test_last_layer_follows_the_number_of_classes(other_model):
    """The last layer has one unit for each class."""
    shapes = weight_shapes(other_model)
    assert shapes[-2:] == [(128, OTHER_CLASSES), (OTHER_CLASSES,)], "the last layer has other weights"


@pytest.mark.points(1)
def test_output_is_a_distribution_over_the_classes(model, rng):
    """The outputs for one image are probabilities: none is negative, and over the classes they sum to 1."""
    # With any weights, so with those that it was built with: it comes before the checks that set others.
    result = outputs(model, draw(rng, 3, *IMAGES), CLASSES)
    assert (result >= 0).all(), "a probability is not negative"
    assert_same(result.sum(axis=1), np.ones(3), atol=1e-4)


@pytest.mark.points(2)
def test_outputs_of_the_default_model(model, rng):
    """With the same weights, the model's outputs are those of the stated layers."""
    assert_outputs_stated(model, IMAGES, CLASSES, rng)


@pytest.mark.points(2)
def test_outputs_for_other_images_and_classes(other_model, rng):
    """The outputs are right for images of several channels that are not square, and for another number of classes."""
    assert_outputs_stated(other_model, OTHER_IMAGES, OTHER_CLASSES, rng)


# This check comes before the next one: what is drawn in a model's first training call does not depend on which
# checks have run before.
@pytest.mark.points(1)
def test_dropout_takes_half_of_the_values(model):
    """In training, each value on one side of the dense layer of 128 is dropped (half of them) or doubled."""
    # The convolutions give 1 everywhere. Class k listens to hidden unit k alone, and that one to place k of
    # the first feature map alone, wherever the dropout is; the last class listens to none and is the measure.
    shapes = stated_shapes(IMAGES, CLASSES)
    assert weight_shapes(model) == shapes, "the weights are not those of the stated layers"
    weights = [np.zeros(shape, "float32") for shape in shapes]
    weights[1][:] = weights[3][:] = 1
    units = np.arange(9)
    weights[4][64 * units, units] = 1
    weights[6][units, units] = 1
    weights[7][units] = 1
    model.set_weights(weights)
    result = outputs(model, np.zeros((30, *IMAGES), "float32"), CLASSES, training=True)
    assert (result > 0).all(), "a probability of softmax is positive"
    assert_same(result.sum(axis=1), np.ones(30), atol=1e-4)
    # The logits less that of the last class: a bias of 1, and the unit.
    values = np.log(result[:, :9] / result[:, 9:]) - 1
    dropped = np.abs(values) < 1e-3
    assert (dropped | (np.abs(values - 2) < 1e-3)).all(), "a value is neither dropped nor doubled"
    # The odds that a right answer fails one of these are less than one in ten million.
    assert abs(dropped.mean() - 0.5) < 0.18, "not half of the values are dropped"
    assert dropped.any(axis=0).all(), "images share their dropped values"
    assert dropped.all(axis=1).mean() < 0.2, "the values of an image are dropped together"


@pytest.mark.points(1)
def test_training_differs_from_inference(model, rng):
    """With training=True, equal images give unequal outputs, because of dropout; without it, they give the same."""
    fill(model, weight_shapes(model), rng)
    images = np.repeat(draw(rng, 1, *IMAGES), 4, axis=0)
    result = outputs(model, images, CLASSES)
    assert_same(result, result[[0, 0, 0, 0]], atol=1e-5)
    result = outputs(model, images, CLASSES, training=True)
    assert np.ptp(result, axis=0).max() > 1e-3, "equal images give the same at training time"
