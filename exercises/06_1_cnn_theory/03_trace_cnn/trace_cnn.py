"""Tracing a whole CNN: which shapes and how many parameters?"""


def trace_cnn(input_shape: tuple[int, int, int], layers: list[dict]) -> list[tuple[tuple[int, ...], int]]:
    """Works out the output shape and the number of parameters of each layer of a network.

    The rules are those of TensorFlow and Keras. Every convolution and every dense layer has biases.

    Args:
        input_shape: tuple of three ints `(height, width, channels)`, a single image.
        layers: list of dicts, the layers in their order. What a layer is stands under `"type"`:

            - `"conv"`: a convolution, with `"filters"` (int) and `"kernel"`; `"stride"` is 1 if
              it is missing.
            - `"maxpool"`, `"avgpool"`: pooling, with `"pool"`, the size of its window; `"stride"`
              is the size of the window if it is missing.
            - `"flatten"`: makes one axis of all three.
            - `"dense"`: with `"units"` (int). It needs a shape of one axis.
            - `"batchnorm"`: batch normalization, which has four parameters for each channel, or
              for each unit after a dense or flatten layer.
            - `"relu"`, `"dropout"`.

            `"kernel"`, `"pool"` and `"stride"` are an int or a tuple of two ints
            `(height, width)`, all at least 1. Convolution and pooling may have a `"padding"`:
            `"valid"` (only windows that lie inside the image, and the default) or `"same"` (along
            each axis, one window for each started stride: the size divided by the stride, rounded
            up). Other entries, such as the `"rate"` of a dropout layer, change nothing here.

    Returns:
        A list with a tuple `(shape, parameters)` for each layer, in the same order. The shape is
        that of the layer's output without the batch axis: `(height, width, channels)`, or
        `(size,)` after a flatten or a dense layer. The parameters are those of this layer alone.

    Raises:
        ValueError: If a type or a padding is unknown, if a dense layer meets an image that has
            not been flattened, if a convolution or pooling meets one that has been, or if a
            window is larger than the image with `"valid"`. With `"same"` every window fits.

    Example:
        >>> layers = [
        ...     {"type": "conv", "filters": 64, "kernel": 7, "stride": 2, "padding": "same"},
        ...     {"type": "batchnorm"},
        ...     {"type": "relu"},
        ...     {"type": "maxpool", "pool": (4, 2)},
        ... ]
        >>> for shape, parameters in trace_cnn((224, 160, 3), layers):
        ...     print(shape, parameters)
        (112, 80, 64) 9472
        (112, 80, 64) 256
        (112, 80, 64) 0
        (28, 40, 64) 0
        >>> trace_cnn((7, 7, 1), [{"type": "flatten"}, {"type": "dense", "units": 10}])
        [((49,), 0), ((10,), 500)]
    """
    raise NotImplementedError("trace_cnn is yours to write")
