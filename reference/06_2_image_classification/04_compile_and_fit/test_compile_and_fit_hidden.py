"""Hidden checks of compile_and_fit: each fit is small enough to be repeated in NumPy, weight by weight."""

import numpy as np
import pytest
from checking import assert_same
from compile_and_fit import compile_and_fit
from given import as_dataset, build_linear, build_vote

KEYS = {"loss", "accuracy", "val_loss", "val_accuracy"}
SHAPE, PIXELS, CLASSES = (2, 3, 1), 6, 3
# Of a network in which all pixels are weighed together, and of one in which each of them votes.
START = np.array([[1, 0, -1], [-1, 2, 0], [0, 1, -2], [2, -1, 1], [0, -2, 1], [1, 1, 0]]) / 2, np.array([1, -1, 2]) / 4
VOTE = np.array([[[[1, -2, 0]]]]), np.array([-1, 2, 0])
TRAIN = (
    np.array(
        [
            [2, 0, 2, 2, 1, 2],
            [2, 0, 2, 2, 2, 2],
            [1, 2, 1, 2, 0, 2],
            [0, 2, 1, 1, 2, 2],
            [2, 2, 2, 2, 2, 0],
            [1, 0, 2, 1, 1, 1],
        ]
    ),
    np.array([0, 1, 2, 0, 1, 2]),
)
VALIDATION = (
    np.array([[2, 0, 0, 0, 0, 1], [1, 2, 0, 1, 2, 2], [1, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 2, 2, 2, 1, 1]]),
    np.array([1, 0, 2, 2, 2]),
)
# Two batches an epoch, with this learning rate, make the validation loss uneven:
#     2.00  1.02  1.17  1.02  1.11  1.06  0.96  1.28
# Epoch 3 is better than epoch 1 by 0.005, and epoch 5 is better than the one before it, but not better than epoch 3.
# Loss, accuracy and validation accuracy all say something else. No two of the losses are closer than those two, and
# nowhere are the best two classes of an image close: nothing depends on rounding.
UNEVEN = {"batch": 3, "learning_rate": 0.5}
EPOCHS = 8


class Lesson:
    """Weights to begin with, images to learn from and others, in which pixels and classes are drawn."""

    def __init__(self, rng):
        pixels, classes = rng.permutation(PIXELS), rng.permutation(CLASSES)
        self.start = START[0][pixels][:, classes], START[1][classes]
        self.vote = VOTE[0][..., classes], VOTE[1][classes]
        self.train, self.validation = (
            (images[:, pixels].astype("float32"), np.argsort(classes)[labels]) for images, labels in (TRAIN, VALIDATION)
        )

    def fit(self, epochs, learning_rate, batch=PIXELS, vote=False, **options):
        """Has a network trained, and returns its history, known to be a dict, and its weights."""
        build, start = (build_vote, self.vote) if vote else (build_linear, self.start)
        model = build(SHAPE, CLASSES)
        model.set_weights([weight.astype("float32") for weight in start])
        train_ds, val_ds = (
            as_dataset(images.reshape(-1, *SHAPE), labels, size)
            for (images, labels), size in ((self.train, batch), (self.validation, 2))
        )
        history = compile_and_fit(model, train_ds, val_ds, epochs, learning_rate, **options)
        weights = model.get_weights()
        assert isinstance(history, dict), "expected a dict of lists"
        return history, weights

    def validation_loss(self, weights):
        """Returns the loss of a network with some weights on the other images."""
        images, labels = self.validation
        return judge(probabilities(weights, images), labels)[0]

    def expected(self, epochs, learning_rate, batch=PIXELS):
        """Returns the weights after each epoch, as NumPy computes them."""
        images, labels = self.train
        weights, after = list(self.start), []
        first, second, steps = [0.0, 0.0], [0.0, 0.0], 0
        for _ in range(epochs):
            for i in range(0, len(labels), batch):
                some, right = images[i : i + batch], labels[i : i + batch]
                error = (probabilities(weights, some) - np.eye(CLASSES)[right]) / len(right)
                steps += 1
                for k, slope in enumerate((some.T @ error, error.sum(axis=0))):
                    first[k] = 0.9 * first[k] + 0.1 * slope
                    second[k] = 0.999 * second[k] + 0.001 * slope**2
                    mean, square = first[k] / (1 - 0.9**steps), second[k] / (1 - 0.999**steps)
                    weights[k] = weights[k] - learning_rate * mean / (np.sqrt(square) + 1e-7)
            after.append(list(weights))
        return after


def softmax(scores):
    """Returns probabilities along the last axis."""
    exponentials = np.exp(scores)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def probabilities(weights, images):
    """Returns the outputs of a network that weighs all pixels together."""
    return softmax(images @ weights[0] + weights[1])


def votes(weights, images):
    """Returns the outputs of a network in which each pixel votes."""
    return softmax(images[:, :, np.newaxis] * weights[0][0, 0, 0] + weights[1]).mean(axis=1)


def judge(outputs, labels):
    """Returns the mean cross-entropy, and the share of images of which the right class is the likeliest."""
    return -np.log(outputs[np.arange(len(labels)), labels]).mean(), (outputs.argmax(axis=1) == labels).mean()


def numbers(history, key):
    """Returns a list of the history, once it is known to be one of numbers."""
    assert key in history, f"the key {key!r} is missing"
    assert isinstance(history[key], list), f"{key}: expected a list"
    assert all(isinstance(value, float | np.floating) for value in history[key]), f"{key}: expected a list of floats"
    return history[key]


def stops_after(losses, patience):
    """Returns after how many epochs training stops, if these are the validation losses."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            return epoch + 1
    return EPOCHS


@pytest.mark.points(1)
def test_history_has_a_number_for_each_epoch(rng):
    """The history is a dict of four lists, loss and accuracy of both kinds, with a number for each epoch."""
    history, _ = Lesson(rng).fit(3, 0.01)
    assert set(history) == KEYS, "the keys are others"
    for key in sorted(KEYS):
        assert len(numbers(history, key)) == 3, f"{key}: expected a number for each epoch"


@pytest.mark.points(2)
def test_losses_and_accuracies_of_one_epoch(rng):
    """The losses are cross-entropies of integer labels and probabilities, the accuracies shares of right answers."""
    lesson = Lesson(rng)
    # Keras helps itself where a softmax comes last, as if logits had been asked for. Here it does not.
    history, weights = lesson.fit(1, 0.25, vote=True)
    # Of the training images before the only step, of the others after it, whatever that step has done.
    for prefix, now, (images, labels) in (("", lesson.vote, lesson.train), ("val_", weights, lesson.validation)):
        loss, accuracy = judge(votes(now, images), labels)
        assert_same(numbers(history, prefix + "loss"), [loss], atol=1e-4)
        assert_same(numbers(history, prefix + "accuracy"), [accuracy], atol=1e-4)


@pytest.mark.points(2)
def test_first_step_is_as_long_as_the_learning_rate(rng):
    """The first step of Adam moves each weight by the learning rate, towards a smaller loss."""
    lesson = Lesson(rng)
    _, weights = lesson.fit(1, 0.125)
    for weight, value in zip(weights, lesson.expected(1, 0.125)[0], strict=True):
        assert_same(weight, value, atol=2e-4)


@pytest.mark.points(1)
def test_one_step_for_each_batch_in_each_epoch(rng):
    """Each epoch has one step of Adam for each training batch, and nothing is learned from the validation images."""
    lesson = Lesson(rng)
    # The second batch has two images less.
    _, weights = lesson.fit(3, 0.125, batch=4)
    for weight, value in zip(weights, lesson.expected(3, 0.125, batch=4)[-1], strict=True):
        assert_same(weight, value, atol=5e-3)


# What follows is held against the history of the fit itself, so that another optimizer is not counted once more.


@pytest.mark.points(1)
def test_without_patience_the_last_weights_stay(rng):
    """Without patience, all epochs are done, and the model keeps the weights of the last one, best or not."""
    lesson = Lesson(rng)
    history, weights = lesson.fit(EPOCHS, **UNEVEN)
    losses = numbers(history, "val_loss")
    assert len(losses) == EPOCHS, "expected all epochs"
    assert_same(losses[-1], lesson.validation_loss(weights), atol=1e-4)


@pytest.mark.points(1)
def test_stops_when_the_best_epoch_is_patience_epochs_ago(rng):
    """Training stops when the smallest validation loss so far is `patience` epochs old, and goes on until then."""
    lesson = Lesson(rng)
    # After 3 epochs, and after 6.
    fits = [(patience, lesson.fit(EPOCHS, **UNEVEN, patience=patience)) for patience in (1, 2)]
    for patience, (history, _) in fits:
        losses = numbers(history, "val_loss")
        assert len(losses) == stops_after(losses, patience), "it stopped at another epoch"


@pytest.mark.points(2)
def test_weights_of_the_best_epoch_come_back(rng):
    """With patience, the model ends with the weights of the epoch with the smallest validation loss."""
    lesson = Lesson(rng)
    # Stopped early, and not: in the second fit the last epoch but one is the best.
    for history, weights in [lesson.fit(EPOCHS, **UNEVEN, patience=patience) for patience in (2, 3)]:
        losses = numbers(history, "val_loss")
        assert losses, "there is no epoch"
        assert_same(min(losses), lesson.validation_loss(weights), atol=1e-4)
