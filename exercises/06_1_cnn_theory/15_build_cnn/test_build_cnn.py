"""Public checks of build_cnn: run them with `pytest` in this folder."""

import math

import numpy as np
from build_cnn import build_simple_cnn
from checking import assert_same


def call(model, images, **options):
    """Calls the model and returns its output as an array of real numbers."""
    assert callable(model), f"expected a keras.Model, got {type(model).__name__}"
    output = model(images, **options)
    assert output is not None, "the model returns None: is a `return` missing?"
    assert not isinstance(output, list | tuple | dict), "expected one array, got several"
    output = np.asarray(output)
    assert output.dtype.kind == "f", f"expected an array of real numbers, got {output.dtype}"
    return output


def shapes(model):
    """Returns the shapes of a model's weights."""
    weights = getattr(model, "weights", None)
    assert isinstance(weights, list), "expected a model with weights"
    return [tuple(getattr(weight, "shape", ())) for weight in weights]


def copy_weights_in(model):
    """Replaces the random weights of a model by the points of a wave, between -0.1 and 0.1."""
    # A subclassed model has no weights before its first call.
    call(model, np.zeros((1, 28, 28, 1), "float32"))
    model.set_weights([0.1 * np.sin(np.arange(math.prod(shape))).reshape(shape) for shape in shapes(model)])


def test_one_probability_for_each_class():
    """Two images give two rows of 10 probabilities, and each row sums to 1."""
    model = build_simple_cnn()
    copy_weights_in(model)
    output = call(model, np.ones((2, 28, 28, 1), "float32"))
    assert output.shape == (2, 10), f"expected shape (2, 10), got {output.shape}"
    assert_same(output.sum(axis=1), [1, 1], atol=1e-4)


def test_number_of_parameters():
    """The default model has 225 034 parameters."""
    model = build_simple_cnn()
    call(model, np.zeros((1, 28, 28, 1), "float32"))
    assert sum(math.prod(shape) for shape in shapes(model)) == 225_034


def test_shapes_of_the_weights():
    """Kernel and bias of the two convolutions, of the dense layer and of the last layer, in this order."""
    model = build_simple_cnn()
    call(model, np.zeros((1, 28, 28, 1), "float32"))
    convolutions = [(3, 3, 1, 32), (32,), (3, 3, 32, 64), (64,)]
    assert shapes(model) == [*convolutions, (1600, 128), (128,), (128, 10), (10,)]


def test_other_images_and_classes():
    """Colour images of 16x12 in 4 classes: 2 x 1 cells are left after the second pooling."""
    model = build_simple_cnn((16, 12, 3), num_classes=4)
    output = call(model, np.zeros((2, 16, 12, 3), "float32"))
    assert output.shape == (2, 4), f"expected shape (2, 4), got {output.shape}"
    assert shapes(model)[::2] == [(3, 3, 3, 32), (3, 3, 32, 64), (2 * 1 * 64, 128), (128, 4)]


def test_dropout_acts_at_training_time_only():
    """Two calls with training=True differ; without it, two calls give the same."""
    images = np.ones((3, 28, 28, 1), "float32")
    model = build_simple_cnn()
    copy_weights_in(model)
    assert_same(call(model, images), call(model, images), atol=1e-5)
    once, again = call(model, images, training=True), call(model, images, training=True)
    assert np.abs(once - again).max() > 1e-5, "two calls with training=True give the same: is there dropout?"
