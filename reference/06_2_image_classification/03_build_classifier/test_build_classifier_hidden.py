"""Hidden checks of build_classifier: weights are copied in, outputs compared with a forward pass in NumPy."""

import math

import numpy as np
import pytest
from build_classifier import build_classifier
from checking import assert_same

# All sides are unequal, and poolings leave a row or a column over.
PLAIN = {"input_shape": (12, 11, 1), "num_classes": 5}
DEEP = {
    "input_shape": (17, 9, 3),
    "num_classes": 2,
    "filters": (3, 6, 4),
    "kernel_size": 5,
    "pool": "max",
    "dropout": 0.0,
}
# With 7 classes, 6 can listen to one value each and the last one to none.
AVERAGING = {"input_shape": (9, 12, 2), "num_classes": 7, "filters": (5, 4), "pool": "avg", "dropout": 0.25}


@pytest.fixture(scope="module")
def plain():
    """A model with all defaults. Building takes long, so the checks share it: each sets the weights that it needs."""
    return build(PLAIN)


@pytest.fixture(scope="module")
def deep():
    """A model of three blocks and larger filters for colour images, shared too."""
    return build(DEEP)


@pytest.fixture(scope="module")
def averaging():
    """A model with average pooling and dropout, shared too."""
    return build(AVERAGING)


def build(asked):
    """Returns a model, called once unless it is built: some have no weights before."""
    options = {name: value for name, value in asked.items() if name not in ("input_shape", "num_classes")}
    model = build_classifier(asked["input_shape"], asked["num_classes"], **options)
    assert callable(model), "expected a keras.Model"
    if not getattr(model, "built", False):
        model(np.zeros((1, *asked["input_shape"]), "float32"))
    return model


def weight_shapes(model):
    """Returns the shapes of the model's weights."""
    weights = getattr(model, "weights", None)
    assert isinstance(weights, list), "expected a model with weights"
    assert weights, "expected a model with weights"
    return [tuple(getattr(weight, "shape", ())) for weight in weights]


def stated_shapes(asked):
    """Returns the shapes of all weights."""
    height, width, channels = asked["input_shape"]
    size = asked.get("kernel_size", 3)
    kernels = []
    for count in asked.get("filters", (8, 16)):
        kernels.append((size, size, channels, count))
        height, width, channels = height // 2, width // 2, count
    kernels.append((height * width * channels, asked["num_classes"]))
    return [shape for kernel in kernels for shape in (kernel, kernel[-1:])]


def draw(rng, *shape, spread=1.0):
    """Draws numbers between -spread and spread, the quickest to draw."""
    return np.float32(2 * spread) * (rng.random(shape, "float32") - np.float32(0.5))


def fill(model, shapes, rng):
    """Copies random weights into the model and returns them: so small that softmax is far from 0 and 1."""
    weights = []
    for shape in shapes:
        spread = (6 / math.prod(shape[:-1])) ** 0.5 if len(shape) > 1 else 0.5
        weights.append(draw(rng, *shape, spread=spread))
    model.set_weights([weight.copy() for weight in weights])
    return weights


def outputs(model, images, asked, **options):
    """Returns the model's output as an array, once it is known to be one number for each class."""
    result = model(images, **options)
    assert not isinstance(result, list | tuple | dict | None), "expected one array"
    result = np.asarray(result)
    assert result.dtype.kind == "f", "expected an array of real numbers"
    assert result.shape == (len(images), asked["num_classes"]), "expected one number for each image and class"
    return result


def convolve(x, kernel, bias):
    """Cross-correlation with stride 1 and as many zeros around the image as keep its size."""
    around = len(kernel) // 2
    x = np.pad(x, ((0, 0), (around, around), (around, around), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(1, 2))
    return np.tensordot(windows, kernel, axes=((4, 5, 3), (0, 1, 2))) + bias


def forward(x, weights, reduce):
    """Returns the probabilities of the stated network at inference time."""
    *convolutions, dense, dense_bias = weights
    for kernel, bias in zip(convolutions[::2], convolutions[1::2], strict=True):
        x = np.maximum(convolve(x, kernel, bias), 0)
        height, width = x.shape[1] // 2, x.shape[2] // 2
        x = x[:, : 2 * height, : 2 * width].reshape(len(x), height, 2, width, 2, -1)
        x = reduce(x, axis=(2, 4))
    exponentials = np.exp(x.reshape(len(x), -1) @ dense + dense_bias)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def assert_outputs_stated(model, asked, rng):
    """Asserts that the model's outputs are those of the stated layers with the same weights."""
    shapes = weight_shapes(model)
    weights = fill(model, shapes, rng)
    images = draw(rng, 3, *asked["input_shape"])
    stated = shapes == stated_shapes(asked)
    expected = forward(images, weights, np.mean if asked.get("pool") == "avg" else np.max) if stated else None
    # Asked even where the weights are others: the answer tells one wrong idea from another.
    result = outputs(model, images, asked)
    assert stated, "the weights are not those of the stated layers"
    assert_same(result, expected, atol=1e-4)


@pytest.mark.points(1)
def test_weights_of_the_default_model(plain):
    """By default there are two convolutions, with 8 and 16 filters of 3x3; the numbers of weights follow from that."""
    shapes = stated_shapes(PLAIN)
    assert weight_shapes(plain) == shapes, "the weights are not those of the stated layers"
    assert_same(plain.count_params(), sum(math.prod(shape) for shape in shapes))


@pytest.mark.points(1)
def test_weights_follow_the_arguments(deep):
    """One convolution for each number in `filters`, filters of kernel_size, and one unit for each class."""
    assert weight_shapes(deep) == stated_shapes(DEEP), "the weights are not those of the stated layers"


@pytest.mark.points(1)
def test_output_is_a_distribution_over_the_classes(plain, rng):
    """The outputs for one image are probabilities: none is negative, and over the classes they sum to 1."""
    # With any weights, so with those that it was built with: it comes before the checks that set others.
    result = outputs(plain, draw(rng, 3, *PLAIN["input_shape"]), PLAIN)
    assert (result >= 0).all(), "a probability is not negative"
    assert_same(result.sum(axis=1), np.ones(3), atol=1e-4)


@pytest.mark.points(2)
def test_outputs_of_the_default_model(plain, rng):
    """With the same weights, the outputs of the model with all defaults are those of the stated layers."""
    assert_outputs_stated(plain, PLAIN, rng)


@pytest.mark.points(1)
def test_outputs_of_three_blocks(deep, rng):
    """The outputs are right for three blocks and larger filters, on colour images that are not square."""
    assert_outputs_stated(deep, DEEP, rng)


@pytest.mark.points(1)
def test_outputs_with_average_pooling(averaging, rng):
    """With "avg", each window gives the mean of its values after ReLU; at inference time nothing is dropped."""
    assert_outputs_stated(averaging, AVERAGING, rng)


# This check comes before other training calls of its model: what is drawn in the first one does not depend on which
# checks have run before.
@pytest.mark.points(1)
def test_dropout_acts_on_the_flattened_values(averaging):
    """In training, each flattened value is dropped with probability `dropout`, or divided by 1 - dropout."""
    # All maps are 1 everywhere: each filter takes the middle of its window in channel 0. Class k listens to place k
    # of the last block's first map alone; the last class listens to none and is the measure.
    shapes = stated_shapes(AVERAGING)
    assert weight_shapes(averaging) == shapes, "the weights are not those of the stated layers"
    weights = [np.zeros(shape, "float32") for shape in shapes]
    weights[0][1, 1, 0] = weights[2][1, 1, 0] = 1
    units = np.arange(6)
    weights[4][4 * units, units] = 1
    averaging.set_weights(weights)
    result = outputs(averaging, np.ones((60, 9, 12, 2), "float32"), AVERAGING, training=True)
    assert (result > 0).all(), "a probability of softmax is positive"
    assert_same(result.sum(axis=1), np.ones(60), atol=1e-4)
    values = np.log(result[:, :6] / result[:, 6:])
    dropped = np.abs(values) < 1e-3
    assert (dropped | (np.abs(values - 1 / 0.75) < 1e-3)).all(), "a value is neither dropped nor divided by 0.75"
    # The odds that a right answer fails one of these are less than one in a million.
    assert abs(dropped.mean() - 0.25) < 0.13, "not a quarter of the values is dropped"
    assert dropped.any(axis=0).all(), "images share their dropped values"
    assert dropped.all(axis=1).sum() < 3, "the values of an image are dropped together"


@pytest.mark.points(1)
def test_no_dropout_unless_asked_for(plain, deep, rng):
    """With a dropout of 0, given or by default, the model does the same in training as at inference."""
    pairs = []
    for model, asked in [(plain, PLAIN), (deep, DEEP)]:
        images = draw(rng, 4, *asked["input_shape"])
        fill(model, weight_shapes(model), rng)
        pairs.append((outputs(model, images, asked, training=True), outputs(model, images, asked)))
    for training, inference in pairs:
        assert_same(training, inference, atol=1e-5)


@pytest.mark.points(1)
def test_unknown_poolings_are_refused(averaging):
    """A `pool` other than "max" and "avg" is a ValueError, raised when the model is made."""
    assert weight_shapes(averaging), "expected a model with weights"
    for pool in ("min", "average", "", "mean", None):
        with pytest.raises(ValueError):
            build_classifier((4, 6, 1), 2, pool=pool)
