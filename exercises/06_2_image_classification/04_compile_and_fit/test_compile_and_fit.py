"""Public checks of compile_and_fit: run them with `pytest` in this folder."""

import numpy as np
from checking import assert_same
from compile_and_fit import compile_and_fit
from given import as_dataset, build_linear, build_small_cnn, draw_shapes

KEYS = ["accuracy", "loss", "val_accuracy", "val_loss"]
# Four images of 2 x 2 pixels: in class k, pixel k is bright.
IMAGES, LABELS = np.eye(4, dtype="float32").reshape(4, 2, 2, 1), np.arange(4)


def model_of_zeros():
    """A network of which all weights are 0, so that each class has the probability 1/4."""
    model = build_linear((2, 2, 1))
    model.set_weights([np.zeros((4, 4)), np.zeros(4)])
    return model


def assert_history(history, epochs):
    """Asserts that a history has its four lists, each with a number for each epoch."""
    assert isinstance(history, dict), f"expected a dict of lists, got a value of type {type(history).__name__}"
    assert sorted(map(str, history)) == KEYS, f"expected the keys {KEYS}, got {sorted(map(str, history))}"
    for key, values in history.items():
        assert isinstance(values, list), f"{key}: expected a list, got a value of type {type(values).__name__}"
        assert len(values) == epochs, f"{key}: expected {epochs} numbers, one for each epoch, got {len(values)}"


def test_a_number_for_each_epoch():
    """Three epochs give three numbers of each kind; the first loss is that of the weights before the training."""
    history = compile_and_fit(
        model_of_zeros(), as_dataset(IMAGES, LABELS), as_dataset(IMAGES, LABELS), epochs=3, learning_rate=0.01
    )
    assert_history(history, epochs=3)
    assert_same(history["loss"][0], np.log(4), atol=1e-4)  # the right class gets 1/4


def test_the_first_step_is_as_long_as_the_learning_rate():
    """One batch, one step: Adam moves each weight by the learning rate, towards the right classes."""
    model = model_of_zeros()
    batches = as_dataset(IMAGES, LABELS)
    assert_history(compile_and_fit(model, batches, batches, epochs=1, learning_rate=0.125), epochs=1)
    # Pixel k speaks for class k and against the others.
    assert_same(model.get_weights()[0], np.where(np.eye(4), 0.125, -0.125), atol=1e-4)


def test_stops_when_the_validation_loss_gets_no_better():
    """Here the validation labels are others, so the first epoch is the best: three epochs later, it is over."""
    model = model_of_zeros()
    history = compile_and_fit(
        model,
        as_dataset(IMAGES, LABELS),
        as_dataset(IMAGES, (LABELS + 1) % 4),
        epochs=10,
        learning_rate=0.125,
        patience=3,
    )
    assert_history(history, epochs=4)
    assert history["val_loss"] == sorted(history["val_loss"]), "the validation loss should rise all the time"
    # What the model gets back are the weights after the first step.
    assert_same(model.get_weights()[0], np.where(np.eye(4), 0.125, -0.125), atol=1e-4)


def test_learns_sixteen_shapes_by_heart():
    """In 30 epochs, a small network learns 16 images, with a loss far below that of guessing, which is 1.39."""
    images, labels = draw_shapes(16)
    batch = as_dataset(np.asarray(images) / 255, labels)
    history = compile_and_fit(build_small_cnn(), batch, batch, epochs=30, learning_rate=0.01)
    assert_history(history, epochs=30)
    assert history["loss"][-1] < 0.5, f"expected a loss below 0.5, got {history['loss'][-1]:.2f}"
