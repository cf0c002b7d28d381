"""Confusion matrix: which classes does a network take for which?"""

import keras
import numpy as np
import tensorflow as tf


def confusion_matrix_from_dataset(model: keras.Model, ds: tf.data.Dataset, num_classes: int) -> np.ndarray:
    """Counts for each true class how often the model predicts each of the classes.

    What the model predicts for an image is the class with the largest of its probabilities, however
    small that one is. The model works as at inference time: layers that act in training only, such as
    dropout or augmentation, change nothing.

    Every image of the dataset counts exactly once.

    Args:
        model: keras.Model, built; it need not be compiled. For images `(batch, height, width, channels)`
            it gives probabilities `(batch, num_classes)`.
        ds: tf.data.Dataset of pairs: a batch of images, and their labels `(batch,)`, which are integers
            from 0 to `num_classes - 1`, of type int32 or int64. The last batch may be smaller than the
            others. If the dataset is shuffled, the images come in a new order *each time* one goes
            through it.
        num_classes: int, how many classes there are. Some may not occur in the dataset.

    Returns:
        An array of integers of shape `(num_classes, num_classes)`. In row `t` and column `p` stands how
        many images of the true class `t` are predicted as class `p`.

    Example:
        >>> from given import as_dataset, build_linear
        >>> model = build_linear(input_shape=(1, 3, 1), num_classes=3)
        >>> model.set_weights([np.eye(3), np.zeros(3)])  # it now predicts the place of the brightest pixel
        >>> images = np.eye(3)[[0, 2, 1, 1, 2]].reshape(5, 1, 3, 1)
        >>> ds = as_dataset(images, labels=[0, 0, 1, 1, 2], batch_size=2, shuffle=True)
        >>> confusion_matrix_from_dataset(model, ds, num_classes=3)
        array([[1, 0, 1],
               [0, 2, 0],
               [0, 0, 1]])
    """
    raise NotImplementedError("confusion_matrix_from_dataset is yours to write")
