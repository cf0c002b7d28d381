"""Compile and fit: train a network, and stop when it gets no better."""

import keras
import tensorflow as tf


def compile_and_fit(
    model: keras.Model,
    train_ds: tf.data.Dataset,
    val_ds: tf.data.Dataset,
    epochs: int,
    learning_rate: float,
    patience: int | None = None,
) -> dict[str, list[float]]:
    """Trains a network on some images, and says after each epoch how it does on others.

    - The **optimizer** is Adam with `learning_rate`, and otherwise as Keras has it. It begins anew with
      each call.
    - The **loss** is the cross-entropy between the labels, which are integers, and the outputs of the
      model, which are probabilities: the mean, over the images, of minus the logarithm of the
      probability that the right class got.
    - The **metric** is the accuracy: the share of images of which the right class got the highest
      probability.
    - An **epoch** is one pass through `train_ds`, with one step for each batch, in the order in which
      they come. After it, the model is judged on all of `val_ds`, from which nothing is learned.

    Without `patience`, there are `epochs` epochs, and the model keeps the weights of the last one.

    With it, training stops early: after an epoch, if the smallest validation loss so far is that of
    `patience` epochs ago or more. However training ends, early or not, the model then gets back the
    weights that it had at the end of its best epoch, the one with the smallest validation loss.

    Args:
        model: a `keras.Model`, built. It is trained itself, not a copy of it, and begins with the
            weights that it has. Nothing is done to the images before it gets them.
        train_ds: a `tf.data.Dataset` of batches (images, labels).
        val_ds: the same, of other images.
        epochs: int, how many epochs there are at most; at least 1.
        learning_rate: float, positive.
        patience: int, at least 1, or None, which is the default: nothing stops early.

    Returns:
        A dict of four lists, with a number for each epoch that was done: `"loss"` and `"accuracy"` on
        the training images, `"val_loss"` and `"val_accuracy"` on the others; no other keys. As Keras's
        `fit` has it, the first two are means over all images of an epoch, each taken just before
        the step that learns from it.

    Example:
        >>> import numpy as np
        >>> from given import as_dataset, build_linear
        >>> images = np.eye(4).reshape(4, 2, 2, 1)  # in class k, pixel k is bright
        >>> batches = as_dataset(images, [0, 1, 2, 3])
        >>> contrary = as_dataset(images, [1, 2, 3, 0])
        >>> model = build_linear((2, 2, 1))
        >>> history = compile_and_fit(model, batches, contrary, epochs=5, learning_rate=0.1)
        >>> sorted(history), len(history["loss"])
        (['accuracy', 'loss', 'val_accuracy', 'val_loss'], 5)
        >>> history["loss"][-1] < history["loss"][0], history["val_loss"][-1] < history["val_loss"][0]
        (True, False)
        >>> history = compile_and_fit(model, batches, contrary, epochs=5, learning_rate=0.1, patience=2)
        >>> len(history["loss"])
        3
    """
    raise NotImplementedError("compile_and_fit is yours to write")
