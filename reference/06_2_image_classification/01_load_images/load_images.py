import keras
import tensorflow as tf


def load_image_datasets(
    directory: str, image_size: tuple[int, int], batch_size: int, val_fraction: float, seed: int
) -> tuple[tf.data.Dataset, tf.data.Dataset, list[str]]:
    # One call for both: they come from one list of files, shuffled once. It shuffles only the training images
    # again in each pass. Two calls would divide two lists, and shuffle the validation images, too.
    train_ds, val_ds = keras.utils.image_dataset_from_directory(
        directory,
        image_size=image_size,
        batch_size=batch_size,
        validation_split=val_fraction,
        subset="both",
        seed=seed,
    )
    # The names are an attribute of this very dataset; one that is made from it, as by `map`, does not have them.
    return train_ds, val_ds, train_ds.class_names
