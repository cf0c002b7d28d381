"""Feature maps: what does a layer make of an image?"""

import keras
import numpy as np


def feature_maps(model: keras.Model, images: np.ndarray, layer_name: str) -> np.ndarray:
    """Returns the output of one layer of a model, for some images.

    It is the output as at inference time: dropout drops nothing, and layers for augmentation leave the
    images as they are. So the same images always give the same maps.

    The output is that of the whole layer: if an activation belongs to it, it is behind the activation.
    Nothing is done to it: it is not scaled, no axis is moved or removed, also not with a single image or
    a single map.

    Args:
        model: a `keras.Model` that is built, Sequential or functional, with one input and one output.
            Its layers have names, and each of them is used once. They need not be a chain: a
            functional model may have branches, in which one layer's output goes to two others. The
            model stays as it was: its layers, its weights, which of them are trainable, and what it
            does at inference and in training.
        images: float32 array `(batch, height, width, channels)`, as the model takes them; one image or
            more. They are not modified.
        layer_name: str, the name of a layer, one of those in `model.layers`. It is compared as it is:
            `"conv"` is not `"conv1"`.

    Returns:
        What the layer gives, a NumPy array of float32 with an entry for each image:
        `(batch, height, width, channels)` for a convolution or a pooling, `(batch, units)` behind a
        flatten or for a dense layer.

    Raises:
        ValueError: If the model has no layer of that name.

    Example:
        >>> from given import build_small_cnn
        >>> model = build_small_cnn((16, 12, 1), num_classes=4)
        >>> [layer.name for layer in model.layers]
        ['conv1', 'pool1', 'conv2', 'pool2', 'flatten', 'classify']
        >>> images = np.ones((5, 16, 12, 1), "float32")
        >>> feature_maps(model, images, "conv2").shape
        (5, 8, 6, 16)
        >>> feature_maps(model, images, "classify").shape
        (5, 4)
    """
    raise NotImplementedError("feature_maps is yours to write")
