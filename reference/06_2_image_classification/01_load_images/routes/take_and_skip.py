"""Shuffles single images once and for all, takes some and skips the same, and shuffles only the rest in each pass."""

import keras
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    everything = keras.utils.image_dataset_from_directory(
        directory, image_size=image_size, batch_size=None, shuffle=False, verbose=0, interpolation="nearest"
    )
    class_names = everything.class_names
    count = int(everything.cardinality())
    # "nearest" does not compute, so it leaves the integers of the file.
    everything = everything.map(lambda image, label: (tf.cast(image, "float32"), label))
    fixed = everything.shuffle(count, seed=seed, reshuffle_each_iteration=False)
    held_out = tf.cast(val_fraction * count, tf.int64)
    val_ds = fixed.take(held_out).batch(batch_size)
    train_ds = fixed.skip(held_out).shuffle(count).batch(batch_size)
    return train_ds, val_ds, class_names
