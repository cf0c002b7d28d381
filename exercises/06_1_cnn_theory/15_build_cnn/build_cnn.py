"""Build the CNN: two convolutions, two poolings, two dense layers."""

import keras


def build_simple_cnn(input_shape: tuple[int, int, int] = (28, 28, 1), num_classes: int = 10) -> keras.Model:
    """Builds a small convolutional network that classifies images.

    The layers, in this order:

    1. a convolution with 32 filters of 3x3, stride 1, no padding ("valid"), a bias, then ReLU;
    2. max pooling over windows of 2x2 with stride 2, no padding: a row or column left over is dropped;
    3. a convolution with 64 filters of 3x3, stride 1, no padding, a bias, then ReLU;
    4. max pooling as in 2;
    5. flatten: the values of an image in the order (height, width, channels), which is that of
       `keras.layers.Flatten`;
    6. a dense layer of 128 units with a bias, then ReLU;
    7. dropout with rate 0.5: at training time each single value is set to 0 with probability 0.5, on its
       own, and those that are kept are doubled; otherwise nothing is dropped. It may as well stand
       directly before the dense layer of 128 (but in one of the two places only);
    8. a dense layer of `num_classes` units with a bias, then softmax over the classes.

    Any way of building is right: Sequential, functional or a subclass of `keras.Model`, with activations
    inside the layers or as layers of their own. Nothing else acts on the values (no rescaling, no
    normalisation), and there are no other weights.

    Args:
        input_shape: tuple of 3 ints, `(height, width, channels)` of one image, without the batch.
            Height and width are at least 10. Defaults to `(28, 28, 1)`.
        num_classes: int, the number of classes, at least 2. Defaults to 10.

    Returns:
        A `keras.Model`, which need be neither compiled nor trained. It is called with a float32 array
        `(batch, height, width, channels)`, and with `training=True` at training time; it returns
        probabilities, not logits: `(batch, num_classes)`, the sum over the classes is 1.

        `model.weights` holds eight arrays in the order of the layers: kernel and bias of the first
        convolution, of the second convolution, of the dense layer of 128 and of the last layer.
        A convolution's kernel is `(kernel_height, kernel_width, in_channels, filters)`, a dense layer's
        is `(in_units, units)`. A subclassed model has no weights yet: it is called once before they are
        read, and lists its layers in the order in which `__init__` creates them.

    Example:
        >>> model = build_simple_cnn()
        >>> tuple(model(keras.ops.zeros((2, 28, 28, 1))).shape)
        (2, 10)
        >>> model.count_params()
        225034
        >>> [tuple(w.shape) for w in model.weights[:2]]
        [(3, 3, 1, 32), (32,)]
    """
    raise NotImplementedError("build_simple_cnn is yours to write")
