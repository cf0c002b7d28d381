"""Public checks of build_cnn: run them with `pytest` in this folder."""

import numpy as np
import pytest
from build_cnn import build_simple_cnn
from checking import assert_same


@pytest.fixture(scope="module")
def model():
    """The default model. Building one takes a while, so all checks share it."""
    model = build_simple_cnn()
    assert callable(model), f"expected a keras.Model, got {type(model).__name__}"
    if not getattr(model, "built", False):  # a subclassed model has no weights before its first call
        model(np.zeros((1, 28, 28, 1), "float32"))
    return model


def call(model, images, **options):
    """Calls the model and returns its output: an array of real numbers, with a row for each image."""
    assert callable(model), f"expected a keras.Model, got {type(model).__name__}"
    output = model(images, **options)
    assert output is not None, "the model returns None: is a `return` missing?"
    assert not isinstance(output, list | tuple | dict), "expected one array, got several"
    output = np.asarray(output)
    assert output.dtype.kind == "f", f"expected an array of real numbers, got {output.dtype}"
    assert output.shape[:1] == (len(images),), f"expected {len(images)} rows, got shape {output.shape}"
    return output


def shapes(model):
    """Returns the shapes of a model's weights."""
    weights = getattr(model, "weights", None)
    assert isinstance(weights, list), "expected a model with weights"
    return [tuple(getattr(weight, "shape", ())) for weight in weights]


def test_one_probability_for_each_class(model):
    """Two images give two rows of 10 probabilities, and each row sums to 1."""
    output = call(model, np.ones((2, 28, 28, 1), "float32"))
    assert output.shape == (2, 10), f"expected shape (2, 10), got {output.shape}"
    assert_same(output.sum(axis=1), [1, 1], atol=1e-4)


def test_number_of_parameters(model):
    """The default model has 225 034 parameters."""
    assert_same(model.count_params(), 225_034)


def test_shapes_of_the_weights(model):
    """Kernel and bias of the two convolutions, of the dense layer and of the last layer, in this order."""
    expected = {
        "first convolution": [(3, 3, 1, 32), (32,)],
        "second convolution": [(3, 3, 32, 64), (64,)],
        "dense layer": [(1600, 128), (128,)],
        "last layer": [(128, 10), (10,)],
    }
    found = shapes(model)
    for number, (layer, (kernel, bias)) in enumerate(expected.items()):
        got = found[2 * number : 2 * number + 2]
        assert got == [kernel, bias], f"{layer}: expected a kernel of {kernel} and a bias of {bias}, got {got}"
    assert len(found) == 8, f"expected 8 weights, got {len(found)}"


def test_other_images_and_classes():
    """Colour images of 16x12 in 4 classes: 2 x 1 cells are left after the second pooling."""
    model = build_simple_cnn((16, 12, 3), num_classes=4)
    output = call(model, np.zeros((2, 16, 12, 3), "float32"))
    assert output.shape == (2, 4), f"expected shape (2, 4), got {output.shape}"
    kernels = [(3, 3, 3, 32), (3, 3, 32, 64), (2 * 1 * 64, 128), (128, 4)]
    assert shapes(model)[::2] == kernels, f"expected kernels of {kernels}, got {shapes(model)[::2]}"


def test_dropout_acts_at_training_time_only(model):
    """Three equal images give equal outputs; with training=True they do not, since each has its own dropout."""
    images = np.ones((3, 28, 28, 1), "float32")
    output = call(model, images)
    assert_same(output, output[[0, 0, 0]], atol=1e-5)
    output = call(model, images, training=True)
    assert np.ptp(output, axis=0).max(initial=0) > 1e-5, "equal images give the same: is there dropout?"
