"""Public checks of build_classifier: run them with `pytest` in this folder."""

import numpy as np
import pytest
from build_classifier import build_classifier
from checking import assert_same


def build(input_shape, num_classes, **options):
    """Builds a model and calls it once if it is not built yet: before that, it has no weights."""
    model = build_classifier(input_shape, num_classes, **options)
    assert callable(model), f"expected a keras.Model, got {type(model).__name__}"
    if not getattr(model, "built", False):
        model(np.zeros((1, *input_shape), "float32"))
    return model


@pytest.fixture(scope="module")
def model():
    """Two blocks for 16x16 grey images of 4 classes, shared by the checks."""
    return build((16, 16, 1), 4)


def call(model, images, **options):
    """Calls the model and returns its output: an array of real numbers, with a row for each image."""
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
    """Two images give two rows of 4 probabilities, and each row sums to 1."""
    output = call(model, np.ones((2, 16, 16, 1), "float32"))
    assert output.shape == (2, 4), f"expected shape (2, 4), got {output.shape}"
    assert_same(output.sum(axis=1), [1, 1], atol=1e-4)


def test_number_of_parameters(model):
    """80 in the first convolution, 1168 in the second one, and 1028 in the dense layer."""
    assert_same(model.count_params(), 80 + 1168 + 1028)


def test_shapes_of_the_weights():
    """Three blocks, filters of 5x5, colour images of 16x24: behind the poolings, 2 x 3 x 6 values are left."""
    model = build((16, 24, 3), 2, filters=(4, 5, 6), kernel_size=5)
    kernels = [(5, 5, 3, 4), (5, 5, 4, 5), (5, 5, 5, 6), (2 * 3 * 6, 2)]
    assert shapes(model)[::2] == kernels, f"expected kernels of {kernels}, got {shapes(model)[::2]}"
    biases = [(4,), (5,), (6,), (2,)]
    assert shapes(model)[1::2] == biases, f"expected biases of {biases}, got {shapes(model)[1::2]}"


def test_largest_value_or_mean():
    """The image is 1, -2, 3, 6 and the only weight 1: ReLU makes -2 a 0, the largest value is 6, the mean 2.5."""
    image = np.array([1, -2, 3, 6], "float32").reshape(1, 2, 2, 1)
    for pool, pooled in [("max", 6), ("avg", 2.5)]:
        model = build((2, 2, 1), 2, filters=(1,), kernel_size=1, pool=pool)
        expected = [(1, 1, 1, 1), (1,), (1, 2), (2,)]
        assert shapes(model) == expected, f"expected weights of {expected}, got {shapes(model)}"
        # The first class gets what was pooled as its logit, the second one 0.
        model.set_weights([np.ones((1, 1, 1, 1)), np.zeros(1), np.array([[1, 0]]), np.zeros(2)])
        first = 1 / (1 + np.exp(-pooled))
        assert_same(call(model, image), [[first, 1 - first]], atol=1e-4)


def test_dropout_acts_where_it_was_asked_for(model):
    """Without dropout, training=True changes nothing. With it, equal images give unequal outputs, in training only."""
    images = np.ones((8, 16, 16, 1), "float32")
    assert_same(call(model, images, training=True), call(model, images), atol=1e-5)
    model = build((16, 16, 1), 4, dropout=0.5)
    output = call(model, images)
    assert_same(output, output[[0] * 8], atol=1e-5)
    output = call(model, images, training=True)
    assert np.ptp(output, axis=0).max(initial=0) > 1e-5, "equal images give the same: is there dropout?"


def test_another_pooling_is_refused():
    """There is "max" and "avg"; whatever else `pool` is, is a ValueError."""
    assert len(shapes(build((4, 4, 1), 2, filters=(1,), pool="avg"))) == 4, "expected a model with 4 weights"
    with pytest.raises(ValueError):
        build_classifier((4, 4, 1), 2, filters=(1,), pool="median")
