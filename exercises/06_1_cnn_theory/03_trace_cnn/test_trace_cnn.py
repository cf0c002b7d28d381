"""Public checks of trace_cnn: run them with `pytest` in this folder."""

import pytest
from checking import assert_same
from trace_cnn import trace_cnn


def assert_trace(trace, *expected):
    """Asserts that there is a pair for each layer, with this shape and this number of parameters."""
    assert isinstance(trace, list | tuple), f"expected a list of pairs (shape, parameters), got {trace!r}"
    assert len(trace) == len(expected), f"expected a pair for each of {len(expected)} layers, got {len(trace)} entries"
    for pair, (shape, parameters) in zip(trace, expected, strict=True):
        assert isinstance(pair, list | tuple), f"expected a pair (shape, parameters), got {pair!r}"
        assert len(pair) == 2, f"expected a pair (shape, parameters), got {pair!r}"
        assert_same(pair[0], shape)
        assert_same(pair[1], parameters)


def test_a_convolution_makes_a_channel_for_each_filter():
    """2 filters of 3 by 3 over 1 channel: 6 - 3 + 1 places each way, 9 weights and 1 bias for each filter."""
    trace = trace_cnn((6, 6, 1), [{"type": "conv", "filters": 2, "kernel": 3}])
    assert_trace(trace, ((4, 4, 2), 20))


def test_the_next_layer_reads_what_the_layer_before_it_made():
    """The second convolution reads 2 channels, not 1: 4 filters with 3 * 3 * 2 weights and 1 bias each."""
    first, second = {"type": "conv", "filters": 2, "kernel": 3}, {"type": "conv", "filters": 4, "kernel": 3}
    assert_trace(trace_cnn((6, 6, 1), [first, second]), ((4, 4, 2), 20), ((2, 2, 4), 76))


def test_pooling_has_no_parameters():
    """Two windows of 2 fit into 5 cells, the channels stay as they are, and there is nothing to learn."""
    assert_trace(trace_cnn((5, 5, 3), [{"type": "maxpool", "pool": 2}]), ((2, 2, 3), 0))


def test_dense_connects_all_that_flatten_lays_in_a_row():
    """2 * 3 * 4 = 24 numbers in a row; each of the 5 units has 24 weights and 1 bias."""
    trace = trace_cnn((2, 3, 4), [{"type": "flatten"}, {"type": "dense", "units": 5}])
    assert_trace(trace, ((24,), 0), ((5,), 125))


def test_batchnorm_has_four_parameters_for_each_channel():
    """3 channels have 12 parameters; the dropout after it has none, and the shape stays."""
    trace = trace_cnn((4, 5, 3), [{"type": "batchnorm"}, {"type": "dropout", "rate": 0.5}])
    assert_trace(trace, ((4, 5, 3), 12), ((4, 5, 3), 0))


def test_dense_needs_a_flat_input():
    """A dense layer takes a row of numbers and refuses an image."""
    dense = {"type": "dense", "units": 5}
    assert_trace(trace_cnn((1, 2, 3), [{"type": "flatten"}, dense]), ((6,), 0), ((5,), 35))
    with pytest.raises(ValueError):
        trace_cnn((1, 2, 3), [dense])
