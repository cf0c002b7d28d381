"""Augmentation: the images of the training, a little different each time."""

import keras


def build_augmentation(seed: int | None = None) -> keras.Sequential:
    """Builds a model that changes images at random in training and leaves them alone otherwise.

    In training, these changes are made to each image, in any order:

    1. With probability 0.5 it is mirrored, left for right. It is never turned upside down.
    2. It is turned about its centre by an angle that is drawn evenly between -a and a. You choose a, from
       0.02 to 0.1 of a full turn, that is from 7.2 to 36 degrees.
    3. It is zoomed by at most z, in height and width alike or in each by another factor. You choose z,
       from 0.05 to 0.1. All factors between 1 - z and 1 / (1 - z) are allowed: with z = 0.1, a length of 9
       pixels becomes 8.1 to 10 pixels. It does not matter how the factor is drawn.
    4. If you like, it is also shifted, by at most a tenth of its height and a tenth of its width.

    Nothing else is done to it; in particular, its colours stay as they are. Values between the pixels are
    interpolated (bilinear, the default of Keras), not taken from the nearest pixel. What fills the places into
    which nothing of the image falls does not matter, as long as it lies between 0 and 1.

    What happens to an image is drawn for each image, each call and each kind of change anew: whether it is
    mirrored says nothing of its angle, its angle nothing of its zoom, and so on. This also holds with a seed.

    Args:
        seed: int, at least 0, or None. Two models that are built with the same int give the same when they
            are called for the first time in training, with the same images; with another int they give
            something else. With None, the default, nothing is promised.

    Returns:
        A `keras.Sequential`, or another Keras model that can be used like it. It has no trainable weights.

        It is called with float32 images `(batch, height, width, channels)` of any size, with values from 0 to
        1, and with `training=True` or `training=False`. It returns images of the same shape and dtype, again
        with values from 0 to 1; with `training=False` they are the images that it was given.

    Example:
        >>> import numpy as np
        >>> images = np.random.default_rng(0).random((4, 16, 16, 1), "float32")
        >>> model = build_augmentation(seed=3)
        >>> bool(np.allclose(model(images, training=False), images))
        True
        >>> changed = model(images, training=True)
        >>> tuple(changed.shape), bool(np.allclose(changed, images))
        ((4, 16, 16, 1), False)
        >>> bool(np.allclose(changed, build_augmentation(seed=3)(images, training=True)))
        True
        >>> bool(np.allclose(changed, model(images, training=True)))
        False
    """
    raise NotImplementedError("build_augmentation is yours to write")
