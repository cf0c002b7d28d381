import tensorflow as tf


def to_unit_range(ds: tf.data.Dataset) -> tf.data.Dataset:
    # `map` only notes what is to be done; each pass does it, batch by batch. The cast comes first, so that integers
    # and floats are divided alike.
    return ds.map(lambda images, labels: (tf.cast(images, tf.float32) / 255, labels))
