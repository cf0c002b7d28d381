"""Public checks of compare_architectures: run them with `pytest` in this folder."""

import numpy as np
from checking import assert_same
from compare_architectures import compare_architectures
from given import build_linear, build_reader, build_small_cnn

KEYS = ["name", "output_shapes", "params", "seconds", "val_accuracy"]
SHAPE = (16, 16, 1)
# Black images, which are all of class 2.
BLACK, TWOS = np.zeros((4, *SHAPE), "float32"), np.full(4, 2)


def compare(builders, x_val=BLACK, y_val=TWOS):
    """Compares some architectures after an epoch of black images, and returns what is known to be a list of dicts."""
    results = compare_architectures(builders, BLACK.copy(), TWOS.copy(), x_val, y_val, epochs=1, seed=3)
    assert isinstance(results, list), f"expected a list of dicts, got a value of type {type(results).__name__}"
    assert len(results) == len(builders), f"expected {len(builders)} dicts, got {len(results)}"
    for result in results:
        assert isinstance(result, dict), f"expected a list of dicts, got one of type {type(result).__name__}"
        assert sorted(map(str, result)) == KEYS, f"expected the keys {KEYS}, got {sorted(map(str, result))}"
    return results


def test_size_of_a_network():
    """Two convolutions of 8 and 16 filters have 2276 weights; each pooling halves height and width."""
    (result,) = compare({"small": build_small_cnn})
    assert result["name"] == "small", "expected the name 'small'"
    assert_same(result["params"], 2276)
    shapes = [(16, 16, 8), (8, 8, 8), (8, 8, 16), (4, 4, 16), (256,), (4,)]
    found = result["output_shapes"]
    assert isinstance(found, list), f"output_shapes: expected a list, got a value of type {type(found).__name__}"
    assert all(isinstance(shape, tuple | list) for shape in found), "output_shapes: expected a list of tuples"
    assert list(map(tuple, found)) == shapes, f"expected the shapes {shapes}, got {found}"
    assert_same(result["val_accuracy"], 1)  # one step is enough for black images
    assert isinstance(result["seconds"], float), "seconds: expected a float"
    assert result["seconds"] > 0, "the training took some time"


def test_best_first():
    """The one network reads the class off the first pixels and is always right, the other one guesses."""
    images = np.zeros((8, *SHAPE), "float32")
    images[:, 0, :4] = np.eye(4)[np.arange(8) % 4, :, np.newaxis]
    results = compare({"linear": build_linear, "reader": build_reader}, images, np.arange(8) % 4)
    names = [result["name"] for result in results]
    assert names == ["reader", "linear"], f"expected ['reader', 'linear'], got {names}"
    assert_same(results[0]["val_accuracy"], 1)


def test_all_begin_alike():
    """The same architecture under two names: the same seed, so the same weights, so the same accuracy."""
    images = np.random.default_rng(0).uniform(-0.1, 0.1, (200, *SHAPE)).astype("float32")
    one, other = compare({"one": build_linear, "other": build_linear}, images, np.arange(200) % 4)
    assert (one["name"], other["name"]) == ("one", "other"), "equal ones should be in the order of the builders"
    assert_same(other["val_accuracy"], one["val_accuracy"])
