"""Unit range: brightness from 0 to 255 becomes a number from 0 to 1, batch by batch."""

import tensorflow as tf


def to_unit_range(ds: tf.data.Dataset) -> tf.data.Dataset:
    """Returns a dataset that gives the same as another one, with the images divided by 255.

    It works on demand: calling this function reads nothing from `ds`. Only a pass through the new
    dataset does, and each pass goes through `ds` anew, once, and keeps nothing of it. So where `ds`
    gives a new order in each pass, the new dataset does, too, and each image still has its own label.

    Args:
        ds: a `tf.data.Dataset` of pairs (images, labels), a batch at a time. The images are
            `(batch, height, width, channels)`, uint8 or float32, of brightness 0 to 255: also where all
            of a batch are dark. The labels are an array of any dtype, `(batch,)` or
            `(batch, num_classes)`.

    Returns:
        A `tf.data.Dataset` of pairs (images, labels), which can be passed through as often as `ds`.
        Its batches are those of `ds`, in the same order, the last one too if it has fewer images. The
        images are float32, each value divided by 255. The labels are as they were: no value and no
        dtype changes.

    Example:
        >>> from given import as_dataset
        >>> import numpy as np
        >>> images = np.array([0, 51, 204], "uint8").reshape(3, 1, 1, 1)
        >>> scaled = to_unit_range(as_dataset(images, np.array([7, 8, 9]), batch_size=2))
        >>> for images, labels in scaled:
        ...     print(images.numpy().ravel().tolist(), labels.numpy().tolist())
        [0.0, 0.20000000298023224] [7, 8]
        [0.800000011920929] [9]
    """
    raise NotImplementedError("to_unit_range is yours to write")
