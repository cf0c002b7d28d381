"""Leaves the division to `keras.utils.split_dataset`."""

import keras
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    whole = keras.utils.image_dataset_from_directory(
        directory, image_size=image_size, batch_size=None, shuffle=False, verbose=False
    )
    names = whole.class_names
    held_out = int(len(whole) * val_fraction)
    val_ds, train_ds = keras.utils.split_dataset(whole, left_size=held_out, shuffle=True, seed=seed)
    train_ds = train_ds.cache().shuffle(len(whole), reshuffle_each_iteration=True)
    return train_ds.batch(batch_size), val_ds.batch(batch_size).prefetch(tf.data.AUTOTUNE), names
