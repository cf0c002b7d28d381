"""Numbers the images of one dataset; which numbers are held out is a tensor, and two filters ask it."""

import keras
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    whole = keras.utils.image_dataset_from_directory(
        directory, image_size=image_size, batch_size=None, shuffle=False, interpolation="bicubic", verbose=False
    )
    count = len(whole.file_paths)
    ranks = tf.argsort(tf.random.stateless_uniform((count,), seed=(seed, 0)))
    is_val = ranks < tf.cast(tf.floor(val_fraction * count), tf.int32)

    def part(wanted):
        numbered = whole.enumerate().filter(lambda number, sample: is_val[number] == wanted)
        return numbered.map(lambda number, sample: sample)

    train_ds = part(False).shuffle(count, seed=seed).batch(batch_size)
    return train_ds, part(True).batch(batch_size), whole.class_names
