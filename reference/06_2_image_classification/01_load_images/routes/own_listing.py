"""Lists the files itself, divides their list at random, and lets TensorFlow read them."""

from pathlib import Path

import numpy as np
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    class_names = sorted(folder.name for folder in Path(directory).iterdir() if folder.is_dir())
    files, labels = [], []
    for label, name in enumerate(class_names):
        for file in sorted(Path(directory, name).iterdir()):
            files.append(str(file))
            labels.append(label)
    order = np.random.default_rng(seed).permutation(len(files))
    held_out = int(len(files) * val_fraction)

    def read(file, label):
        image = tf.io.decode_png(tf.io.read_file(file), channels=3)
        return tf.image.resize(image, image_size), label

    def dataset(which):
        return tf.data.Dataset.from_tensor_slices((np.array(files)[which], np.array(labels)[which]))

    val_ds = dataset(order[:held_out]).map(read).batch(batch_size)
    train_ds = dataset(order[held_out:]).shuffle(len(files)).map(read, num_parallel_calls=2).batch(batch_size)
    return train_ds, val_ds, class_names
