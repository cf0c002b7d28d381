"""Build a classifier: blocks of convolution and pooling, as many as one asks for."""

import keras


def build_classifier(
    input_shape: tuple[int, int, int],
    num_classes: int,
    filters: tuple[int, ...] = (8, 16),
    kernel_size: int = 3,
    pool: str = "max",
    dropout: float = 0.0,
) -> keras.Model:
    """Builds a convolutional network that classifies images, of the size that one asks for.

    The layers, in this order:

    1. for each number in `filters` a block: a convolution with that many filters of `kernel_size` by
       `kernel_size`, stride 1, padding "same", a bias, then ReLU; then pooling over windows of 2x2 with
       stride 2, no padding: a row or column left over is dropped. The pooling takes the largest value
       of a window or the mean, as `pool` says; the mean is that of values after ReLU;
    2. flatten: the values of an image in the order (height, width, channels), which is that of
       `keras.layers.Flatten`;
    3. dropout with rate `dropout`: at training time each single value is set to 0 with this
       probability, on its own, and those that are kept are divided by `1 - dropout`; otherwise nothing
       is dropped. With a rate of 0 the model does the same at training time as at inference;
    4. a dense layer of `num_classes` units with a bias, then softmax over the classes.

    Any way of building is right: Sequential, functional or a subclass of `keras.Model`, with activations
    inside the layers or as layers of their own. Nothing else acts on the values (no rescaling, no
    normalisation), and there are no other weights.

    Args:
        input_shape: tuple of 3 ints, `(height, width, channels)` of one image, without the batch.
            Height and width are large enough for the poolings: at least `2 ** len(filters)`.
        num_classes: int, the number of classes, at least 2.
        filters: tuple of ints, how many filters each convolution has, first to last; at least one
            convolution. Defaults to `(8, 16)`.
        kernel_size: int, height and width of all filters; odd. Defaults to 3.
        pool: `"max"` or `"avg"`. Defaults to `"max"`.
        dropout: float, the share of the flattened values that is dropped in training, from 0 up to,
            but not including, 1. Defaults to 0.0.

    Returns:
        A `keras.Model`, which need be neither compiled nor trained. It is called with a float32 array
        `(batch, height, width, channels)`, and with `training=True` at training time; it returns
        probabilities, not logits: `(batch, num_classes)`, the sum over the classes is 1.

        The model is built, or its first call builds it: it is called once before its weights are
        read. `model.weights` then holds kernel and bias of each convolution, first to last, and at
        the end those of the dense layer. A convolution's kernel is `(kernel_size, kernel_size,
        in_channels, filters)`, the dense layer's is `(in_units, num_classes)`. (A subclassed model
        lists its layers in the order in which `__init__` creates them.)

    Raises:
        ValueError: If `pool` is neither `"max"` nor `"avg"`. It is raised here, not when the model is
            called.

    Example:
        >>> model = build_classifier((8, 12, 3), num_classes=5, filters=(4,), kernel_size=1)
        >>> tuple(model(keras.ops.zeros((2, 8, 12, 3))).shape)
        (2, 5)
        >>> [tuple(w.shape) for w in model.weights]
        [(1, 1, 3, 4), (4,), (96, 5), (5,)]
        >>> model.count_params()
        501
    """
    raise NotImplementedError("build_classifier is yours to write")
