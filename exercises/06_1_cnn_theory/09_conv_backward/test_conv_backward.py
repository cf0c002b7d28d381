"""Public checks of conv_backward: run them with `pytest` in this folder."""

import numpy as np
import pytest
from checking import assert_same
from conv_backward import conv2d_backward


def three(result):
    """Lets whatever are three things pass."""
    assert isinstance(result, tuple | list), "expected a tuple of three arrays: dx, dw and db"
    assert len(result) == 3, f"expected three arrays, dx, dw and db, got {len(result)}"
    return result


def test_one_window():
    """With one window, dx is the kernel times dout, dw is the window times dout, and db is dout."""
    x = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 2, 2, 1)
    w = np.array([[5.0, 6.0], [7.0, 8.0]]).reshape(2, 2, 1, 1)
    dx, dw, db = three(conv2d_backward(np.array([[[[10.0]]]]), x, w))
    assert_same(dx, 10 * w.reshape(x.shape), atol=1e-2)
    assert_same(dw, 10 * x.reshape(w.shape), atol=1e-2)
    assert_same(db, [10], atol=1e-2)


def test_windows_overlap():
    """The middle cell lies in both windows, so it gets a share from each; each weight is used twice."""
    x = np.array([3.0, 5.0, 7.0]).reshape(1, 1, 3, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    dout = np.array([2.0, 4.0]).reshape(1, 1, 2, 1)
    dx, dw, db = three(conv2d_backward(dout, x, w))
    # The first window gives 2 and 20, the second 4 and 40, one cell further.
    assert_same(dx, np.array([2.0, 24.0, 40.0]).reshape(x.shape), atol=1e-2)
    # 2 * 3 + 4 * 5 and 2 * 5 + 4 * 7.
    assert_same(dw, np.array([26.0, 38.0]).reshape(w.shape), atol=1e-2)
    assert_same(db, [6], atol=1e-2)


def test_a_batch_and_two_filters():
    """Both filters add to dx; both images add to dw and db, and each filter has its own."""
    x = np.array([3.0, 5.0]).reshape(2, 1, 1, 1)
    w = np.array([10.0, 100.0]).reshape(1, 1, 1, 2)
    dout = np.array([[1.0, 2.0], [4.0, 6.0]]).reshape(2, 1, 1, 2)
    dx, dw, db = three(conv2d_backward(dout, x, w))
    # 10 * 1 + 100 * 2 for the first image, 10 * 4 + 100 * 6 for the second.
    assert_same(dx, np.array([210.0, 640.0]).reshape(x.shape), atol=1e-2)
    # 3 * 1 + 5 * 4 and 3 * 2 + 5 * 6.
    assert_same(dw, np.array([23.0, 36.0]).reshape(w.shape), atol=1e-2)
    assert_same(db, [5, 8], atol=1e-2)


def test_a_stride_passes_over_cells():
    """With a stride of (1, 3), the third and the sixth column lie in no window: their gradient is 0."""
    x = np.array([1.0, 2.0, 9.0, 3.0, 4.0, 9.0]).reshape(1, 1, 6, 1)
    w = np.array([5.0, 6.0]).reshape(1, 2, 1, 1)
    dout = np.array([1.0, 10.0]).reshape(1, 1, 2, 1)
    dx, dw, _ = three(conv2d_backward(dout, x, w, stride=(1, 3)))
    assert_same(dx, np.array([5.0, 6.0, 0.0, 50.0, 60.0, 0.0]).reshape(x.shape), atol=1e-2)
    assert_same(dw, np.array([31.0, 42.0]).reshape(w.shape), atol=1e-2)


def test_padding_gets_no_gradient():
    """The frame of zeros is no part of the image: dx is as large as x, and nothing of it is lost."""
    x = np.array([3.0, 5.0]).reshape(1, 1, 2, 1)
    w = np.array([1.0, 10.0]).reshape(1, 2, 1, 1)
    dout = np.array([2.0, 4.0, 6.0]).reshape(1, 1, 3, 1)
    # The windows are 0 3, 3 5 and 5 0.
    dx, dw, _ = three(conv2d_backward(dout, x, w, padding=(0, 1)))
    assert_same(dx, np.array([24.0, 46.0]).reshape(x.shape), atol=1e-2)
    assert_same(dw, np.array([42.0, 26.0]).reshape(w.shape), atol=1e-2)
    # Without zeros there is one window only.
    dx, _, _ = three(conv2d_backward(dout[:, :, 1:2], x, w, padding=0))
    assert_same(dx, np.array([4.0, 40.0]).reshape(x.shape), atol=1e-2)


def test_dout_has_the_shape_of_the_output():
    """Two windows have two gradients: a dout with three does not belong to this layer."""
    x, w = np.ones((1, 1, 3, 1)), np.ones((1, 2, 1, 1))
    _, _, db = three(conv2d_backward(np.ones((1, 1, 2, 1)), x, w))
    assert_same(db, [2], atol=1e-2)
    with pytest.raises(ValueError):
        conv2d_backward(np.ones((1, 1, 3, 1)), x, w)
