"""Plain loops over images and classes, with lists; the largest probability is looked for by hand."""

import numpy as np


def confusion_matrix_from_dataset(model, ds, num_classes):
    matrix = [[0] * num_classes for _ in range(num_classes)]
    for images, labels in ds:
        rows = model(images, training=False).numpy().tolist()
        for probabilities, label in zip(rows, labels.numpy().tolist(), strict=True):
            best = 0
            for k, probability in enumerate(probabilities):
                if probability > probabilities[best]:
                    best = k
            matrix[label][best] += 1
    return np.array(matrix)
