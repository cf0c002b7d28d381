"""Load images: a folder of files becomes a dataset to train with and one to validate with."""

import tensorflow as tf


def load_image_datasets(
    directory: str, image_size: tuple[int, int], batch_size: int, val_fraction: float, seed: int
) -> tuple[tf.data.Dataset, tf.data.Dataset, list[str]]:
    """Makes two datasets of a folder of images, one to train with and one to validate with.

    The folder holds a folder for each class, and that one the images of the class: PNG files, grey or
    RGB, not all of the same size.

    Both datasets give pairs (images, labels), one batch at a time, and end after one pass; they can be
    passed through as often as one likes.

    - The images are float32 `(batch, height, width, 3)`, with values from 0 to 255 as in the files. A
      grey image has the same values in all three channels. An image of another size is scaled as a
      whole to the size asked for, so that its proportions may change: nothing is cut off, and nothing
      put around it. How it is scaled (bilinear, nearest, ...) is free.
    - The labels are integers `(batch,)`: the place of the image's class in the list of class names,
      counted from 0.
    - Each batch holds `batch_size` images; the last one of a dataset holds what is left over.

    How the images are divided:

    - Each image is in exactly one of the two datasets, and there once.
    - The number of validation images is `val_fraction` times the number of all images, rounded down.
    - The validation images are drawn at random from the images of all classes, by `seed`: another call
      with the same seed gives the same ones, another seed gives others. Which ones is free, and also
      whether each class gives the same share.

    In which order they come:

    - The training images come in a new random order in each pass: the classes are mixed, and an image
      is not always in a batch with the same others.
    - The validation images come in the same order in each pass; which order is free.

    Args:
        directory: str, the path of the folder.
        image_size: tuple of 2 ints, `(height, width)` of the images in the datasets.
        batch_size: int, the number of images in a batch.
        val_fraction: float between 0 and 1; at least one image is left for each of the two datasets.
        seed: int, at least 0.

    Returns:
        A tuple of the training dataset, the validation dataset, both `tf.data.Dataset`, and the class
        names: a list of str, the names of the folders in alphabetical order (that of `sorted`), in
        whatever order they were made.

    Example:
        >>> import keras
        >>> keras.utils.disable_interactive_logging()  # else it prints how many files it has found
        >>> from given import draw_shapes, save_images, temporary_folder
        >>> images, labels = draw_shapes(42)
        >>> folder = save_images(images, labels, ["disc", "x", "cross", "box"], temporary_folder())
        >>> train_ds, val_ds, class_names = load_image_datasets(folder, (20, 12), 8, 0.25, seed=3)
        >>> class_names
        ['box', 'cross', 'disc', 'x']
        >>> [images.shape[0] for images, labels in train_ds]
        [8, 8, 8, 8]
        >>> [tuple(images.shape) for images, labels in val_ds]
        [(8, 20, 12, 3), (2, 20, 12, 3)]
    """
    raise NotImplementedError("load_image_datasets is yours to write")
