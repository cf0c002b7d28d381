"""Hidden checks of trace_cnn."""

import pytest
from checking import assert_same
from trace_cnn import trace_cnn


def conv(filters, kernel, **rest):
    return {"type": "conv", "filters": filters, "kernel": kernel, **rest}


def maxpool(pool, **rest):
    return {"type": "maxpool", "pool": pool, **rest}


def avgpool(pool, **rest):
    return {"type": "avgpool", "pool": pool, **rest}


def dense(units):
    return {"type": "dense", "units": units}


def just(kind, **rest):
    return {"type": kind, **rest}


def pairs(trace, count):
    """Returns the shapes and the parameters, once there is a pair for each layer."""
    assert isinstance(trace, list | tuple), "expected a list of pairs (shape, parameters)"
    assert len(trace) == count, "expected a pair for each layer"
    for pair in trace:
        assert isinstance(pair, list | tuple), "expected a pair (shape, parameters)"
        assert len(pair) == 2, "expected a pair (shape, parameters)"
    return [shape for shape, _ in trace], [parameters for _, parameters in trace]


def assert_shapes(trace, *expected):
    for shape, wanted in zip(pairs(trace, len(expected))[0], expected, strict=True):
        assert_same(shape, wanted)


def assert_parameters(trace, *expected):
    for parameters, wanted in zip(pairs(trace, len(expected))[1], expected, strict=True):
        assert_same(parameters, wanted)


@pytest.mark.points(1)
def test_convolutions_shrink_the_map():
    """A convolution leaves a row for each place of its kernel, likewise a column, and a channel for each filter."""
    first = trace_cnn((9, 9, 2), [conv(3, 3), conv(5, 2), conv(4, 1)])
    second = trace_cnn((6, 6, 4), [conv(7, 5, stride=1, padding="valid")])
    assert_shapes(first, (7, 7, 3), (6, 6, 5), (6, 6, 4))
    assert_shapes(second, (2, 2, 7))


@pytest.mark.points(2)
def test_convolutions_read_the_channels_before_them():
    """A filter has a weight for each number of its window, in all channels that come into the layer, and a bias."""
    first = trace_cnn((9, 9, 2), [conv(3, 3), conv(5, 2), conv(4, 1)])
    second = trace_cnn((8, 8, 5), [conv(6, 2), conv(2, (1, 3))])
    assert_parameters(first, (3 * 3 * 2 + 1) * 3, (2 * 2 * 3 + 1) * 5, (1 * 1 * 5 + 1) * 4)
    assert_parameters(second, (2 * 2 * 5 + 1) * 6, (1 * 3 * 6 + 1) * 2)


@pytest.mark.points(1)
def test_pooling_keeps_the_channels():
    """Pooling has no parameters and keeps the channels; side by side, its windows drop what does not fill one."""
    first = trace_cnn((11, 11, 3), [maxpool(2), avgpool(2)])
    second = trace_cnn((14, 14, 5), [avgpool(4, padding="valid"), maxpool(3)])
    assert_shapes(first, (5, 5, 3), (2, 2, 3))
    assert_shapes(second, (3, 3, 5), (1, 1, 5))
    assert_parameters(first, 0, 0)


@pytest.mark.points(1)
def test_dense_layers_connect_everything():
    """Flatten lays all numbers in a row, and each unit of a dense layer has a weight for each of them and a bias."""
    first = trace_cnn((4, 3, 5), [just("flatten"), dense(7), dense(2)])
    second = trace_cnn((1, 6, 2), [just("flatten"), dense(13)])
    assert_shapes(first, (60,), (7,), (2,))
    assert_parameters(first, 0, 61 * 7, 8 * 2)
    assert_shapes(second, (12,), (13,))
    assert_parameters(second, 0, 13 * 13)


@pytest.mark.points(1)
def test_some_layers_keep_the_shape():
    """ReLU, dropout and batch normalization keep the shape; only the last has parameters, four for each channel."""
    first = trace_cnn((5, 4, 3), [just("relu"), just("batchnorm"), just("dropout", rate=0.5)])
    second = trace_cnn((1, 1, 6), [just("flatten"), just("dropout", rate=0.5), just("batchnorm"), just("relu")])
    assert_shapes(first, (5, 4, 3), (5, 4, 3), (5, 4, 3))
    assert_parameters(first, 0, 4 * 3, 0)
    assert_shapes(second, (6,), (6,), (6,), (6,))
    assert_parameters(second, 0, 0, 4 * 6, 0)


@pytest.mark.points(1)
def test_strides_take_whole_steps():
    """With a stride, a last step that would reach over the end is not taken; a stride need not be the window."""
    first = trace_cnn((12, 12, 2), [conv(3, 3, stride=2), maxpool(3, stride=1, padding="valid")])
    second = trace_cnn((13, 13, 3), [avgpool(3, stride=2), conv(2, 2, stride=3)])
    # Windows start at 0, 2, 4, 6 and 8 in 12 cells, and at 0, 2, 4, 6, 8 and 10 in 13.
    assert_shapes(first, (5, 5, 3), (3, 3, 3))
    assert_shapes(second, (6, 6, 3), (2, 2, 2))


@pytest.mark.points(1)
def test_same_has_a_window_for_each_started_stride():
    """With "same" there is one window for each started stride, for convolution and for pooling."""
    first = trace_cnn((11, 11, 2), [conv(3, 5, padding="same"), conv(2, 3, stride=2, padding="same")])
    second = trace_cnn((10, 10, 3), [maxpool(4, padding="same"), avgpool(2, stride=1, padding="same")])
    third = trace_cnn((2, 2, 1), [conv(4, 3, padding="same")])
    assert_shapes(first, (11, 11, 3), (6, 6, 2))
    assert_shapes(second, (3, 3, 3), (3, 3, 3))
    assert_shapes(third, (2, 2, 4))


@pytest.mark.points(1)
def test_height_and_width_are_two_numbers():
    """Height and width of images, windows and strides can differ, and the height comes first."""
    first = trace_cnn((7, 12, 1), [conv(2, 3), maxpool(2)])
    second = trace_cnn((12, 9, 2), [conv(4, (3, 2), stride=(1, 2)), avgpool((2, 3)), maxpool(1, stride=(3, 1))])
    third = trace_cnn((9, 17, 3), [maxpool((3, 4), stride=(2, 3), padding="same"), conv(5, (1, 4), padding="same")])
    assert_shapes(first, (5, 10, 2), (2, 5, 2))
    assert_shapes(second, (10, 4, 4), (5, 1, 4), (2, 1, 4))
    assert_shapes(third, (5, 6, 3), (5, 6, 5))


@pytest.mark.points(1)
def test_networks_that_cannot_be_are_refused():
    """ValueError for an unknown type or padding, a shape that a layer cannot take, and a window that does not fit."""
    legal = trace_cnn((6, 7, 1), [conv(2, 3), maxpool(2), just("flatten"), dense(3)])
    assert_shapes(legal, (4, 5, 2), (2, 2, 2), (8,), (3,))
    for impossible in [
        [just("convolution")],
        [just("flatten"), just("pooling")],
        [dense(3)],
        [conv(2, 3), dense(3)],
        [just("flatten"), conv(2, 1)],
        [just("flatten"), maxpool(1)],
        [conv(2, 3, padding="full")],
        [maxpool(2, padding="none")],
        [conv(2, 7)],
        [avgpool(7)],
        [conv(2, (1, 8))],
        [maxpool(2), conv(2, 3), maxpool(2)],
    ]:
        with pytest.raises(ValueError):
            trace_cnn((6, 7, 1), impossible)
