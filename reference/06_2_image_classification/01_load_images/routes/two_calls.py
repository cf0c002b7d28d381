"""Calls Keras once for each dataset, with one seed; a cache keeps the order of the first pass for validation."""

import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    def load(subset):
        return tf.keras.utils.image_dataset_from_directory(
            directory,
            validation_split=val_fraction,
            subset=subset,
            seed=seed,
            image_size=image_size,
            batch_size=batch_size,
        )

    train_ds, val_ds = load("training"), load("validation")
    class_names = train_ds.class_names
    return train_ds.prefetch(tf.data.AUTOTUNE), val_ds.cache().prefetch(tf.data.AUTOTUNE), class_names
