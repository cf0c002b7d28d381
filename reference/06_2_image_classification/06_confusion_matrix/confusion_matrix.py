"""Confusion matrix: which classes does a network take for which?"""

import keras
import numpy as np
import tensorflow as tf


def confusion_matrix_from_dataset(model: keras.Model, ds: tf.data.Dataset, num_classes: int) -> np.ndarray:
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    # One pass gives both: in another one, the images of a shuffled dataset come in another order.
    for images, labels in ds:
        predicted = np.argmax(model(images, training=False), axis=-1)
        # `matrix[labels, predicted] += 1` would count a cell once for each batch, however often it is meant.
        np.add.at(matrix, (labels, predicted), 1)
    return matrix
