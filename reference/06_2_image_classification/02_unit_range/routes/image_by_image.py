"""Turns each batch into a dataset of its images, scales those, and makes one batch of them again."""

import tensorflow as tf


def to_unit_range(ds):
    def scale(image, label):
        return tf.image.convert_image_dtype(tf.cast(image, tf.uint16), tf.float32) * (65535 / 255), label

    def scale_floats(image, label):
        return tf.truediv(image, tf.fill(tf.shape(image), 255.0)), label

    whole_numbers = ds.element_spec[0].dtype.is_integer

    def batch(images, labels):
        single = tf.data.Dataset.from_tensor_slices((images, labels))
        return single.map(scale if whole_numbers else scale_floats).batch(tf.shape(images, out_type=tf.int64)[0])

    return ds.flat_map(batch)
