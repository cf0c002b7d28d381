"""Hidden checks of build_cnn: weights are copied in, outputs compared with a forward pass in NumPy."""

import math

import numpy as np
import pytest
from build_cnn import build_simple_cnn
from checking import assert_same


def weight_shapes(model, input_shape):
    """Calls the model on two black images, so that it has weights, and returns their shapes."""
    assert callable(model), "expected a keras.Model"
    model(np.zeros((2, *input_shape), "float32"))
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


def assert_stated(shapes, input_shape, num_classes):
    """Asserts that the weights are those of the stated layers."""
    assert shapes == stated_shapes(input_shape, num_classes), "the weights are not those of the stated layers"


def fill(model, shapes, rng):
    """Copies random weights into the model and returns them: so small that softmax is far from 0 and 1."""
    weights = []
    for shape in shapes:
        spread = math.prod(shape[:-1]) ** -0.5 if len(shape) > 1 else 0.3
        weights.append(rng.normal(0, spread, shape).astype("float32"))
    model.set_weights(weights)
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


@pytest.mark.points(1)
def test_weights_are_those_of_the_stated_layers():
    """Without arguments, the model has the eight weights of the stated layers, in their order."""
    model = build_simple_cnn()
    assert_stated(weight_shapes(model, (28, 28, 1)), (28, 28, 1), 10)
    assert_same(model.count_params(), 225_034)


@pytest.mark.points(1)
def test_weights_follow_the_input_shape():
    """The weights fit images of any height, width and number of channels; odd sizes lose a row or column."""
    for input_shape in [(25, 25, 3), (22, 18, 3), (10, 13, 4)]:
        shapes = weight_shapes(build_simple_cnn(input_shape), input_shape)
        assert_stated(shapes, input_shape, 10)


@pytest.mark.points(1)
def test_last_layer_follows_the_number_of_classes():
    """The last layer has one unit for each class."""
    for num_classes in [2, 13]:
        model = build_simple_cnn(num_classes=num_classes)
        shapes = weight_shapes(model, (28, 28, 1))
        assert shapes[-2:] == [(128, num_classes), (num_classes,)], "the last layer has other weights"
        outputs(model, np.zeros((3, 28, 28, 1), "float32"), num_classes)


@pytest.mark.points(1)
def test_output_is_a_distribution_over_the_classes(rng):
    """The outputs for one image are probabilities: none is negative, and over the classes they sum to 1."""
    model = build_simple_cnn()
    fill(model, weight_shapes(model, (28, 28, 1)), rng)
    result = outputs(model, rng.normal(size=(5, 28, 28, 1)).astype("float32"), 10)
    assert (result >= 0).all(), "a probability is not negative"
    assert_same(result.sum(axis=1), np.ones(5), atol=1e-4)


@pytest.mark.points(2)
def test_outputs_of_the_default_model(rng):
    """With the same weights, the model's outputs are those of the stated layers."""
    model = build_simple_cnn()
    shapes = weight_shapes(model, (28, 28, 1))
    assert_stated(shapes, (28, 28, 1), 10)
    weights = fill(model, shapes, rng)
    images = rng.normal(size=(6, 28, 28, 1)).astype("float32")
    expected = forward(images, weights)
    assert_same(outputs(model, images, 10), expected, atol=1e-4)


@pytest.mark.points(2)
def test_outputs_for_other_images_and_classes(rng):
    """The outputs are right for colour images that are not square, and for another number of classes."""
    for input_shape, num_classes in [((22, 18, 3), 7), ((15, 23, 2), 4)]:
        model = build_simple_cnn(input_shape, num_classes)
        shapes = weight_shapes(model, input_shape)
        assert_stated(shapes, input_shape, num_classes)
        weights = fill(model, shapes, rng)
        images = rng.normal(size=(6, *input_shape)).astype("float32")
        expected = forward(images, weights)
        assert_same(outputs(model, images, num_classes), expected, atol=1e-4)


@pytest.mark.points(1)
def test_training_differs_from_inference(rng):
    """Two calls with training=True differ, because of dropout; two calls without it give the same."""
    model = build_simple_cnn()
    fill(model, weight_shapes(model, (28, 28, 1)), rng)
    images = rng.normal(size=(6, 28, 28, 1)).astype("float32")
    assert_same(outputs(model, images, 10), outputs(model, images, 10), atol=1e-5)
    once, again = (outputs(model, images, 10, training=True) for _ in range(2))
    assert np.abs(once - again).max() > 1e-3, "two calls at training time give the same"


@pytest.mark.points(1)
def test_dropout_takes_half_of_the_values():
    """In training, each value on one side of the dense layer of 128 is dropped (half of them) or doubled."""
    model = build_simple_cnn()
    shapes = weight_shapes(model, (28, 28, 1))
    assert_stated(shapes, (28, 28, 1), 10)
    # The convolutions give 1 everywhere. Class k listens to hidden unit k alone, and that one to place k of
    # the first feature map alone, wherever the dropout is; the last class listens to none and is the measure.
    weights = [np.zeros(shape, "float32") for shape in shapes]
    weights[1][:] = weights[3][:] = 1
    units = np.arange(9)
    weights[4][64 * units, units] = 1
    weights[6][units, units] = 1
    weights[7][units] = 1
    model.set_weights(weights)
    result = outputs(model, np.zeros((200, 28, 28, 1), "float32"), 10, training=True)
    assert (result > 0).all(), "a probability of softmax is positive"
    assert_same(result.sum(axis=1), np.ones(200), atol=1e-4)
    # The logits less that of the last class: a bias of 1, and the unit.
    values = np.log(result[:, :9] / result[:, 9:]) - 1
    dropped = np.abs(values) < 1e-3
    assert (dropped | (np.abs(values - 2) < 1e-3)).all(), "a value is neither dropped nor doubled"
    # Each bound is more than 6 standard deviations away from a half.
    assert abs(dropped.mean() - 0.5) < 0.1, "not half of the values are dropped"
    assert (np.abs(dropped.mean(axis=0) - 0.5) < 0.25).all(), "images share their dropped values"
    assert dropped.all(axis=1).mean() < 0.1, "the values of an image are dropped together"
