"""Spreads each class evenly over a line, from which the first images are held out: each class gives the same share."""

import random
from pathlib import Path

import tensorflow as tf


class Reader:
    def __init__(self, size):
        self.size = size

    @tf.function
    def __call__(self, path, label):
        picture = tf.image.decode_image(tf.io.read_file(path), channels=3, expand_animations=False)
        picture = tf.image.resize(picture, self.size, method="area", antialias=True)
        return tf.ensure_shape(picture, (*self.size, 3)), label


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    chance = random.Random(seed)
    by_class = {}
    for path in sorted(Path(directory).glob("*/*.png")):
        by_class.setdefault(path.parent.name, []).append(str(path))
    line = []
    for label, name in enumerate(by_class):
        paths = by_class[name]
        chance.shuffle(paths)
        line += [((i + chance.random()) / len(paths), path, label) for i, path in enumerate(paths)]
    line.sort()
    held_out = int(len(line) * val_fraction)

    def dataset(part):
        _, paths, labels = zip(*part, strict=True)
        return tf.data.Dataset.from_tensor_slices((list(paths), list(labels)))

    train_ds = dataset(line[held_out:]).shuffle(len(line)).map(Reader(image_size)).batch(batch_size)
    return train_ds, dataset(line[:held_out]).map(Reader(image_size)).batch(batch_size), list(by_class)
