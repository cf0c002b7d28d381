"""A Keras layer with its weights set, behind a `ZeroPadding2D` where the padding is a number; float32."""

import keras
import numpy as np


def conv2d_forward(x, w, b=None, stride=1, padding="valid"):
    if x.ndim != 4 or w.ndim != 4 or x.shape[3] != w.shape[2]:
        raise ValueError("shapes")
    x = x.astype("float32")
    if not isinstance(padding, str):
        x = keras.layers.ZeroPadding2D(padding)(x)
        padding = "valid"
    # Keras itself refuses other paddings and kernels that do not fit.
    layer = keras.layers.Conv2D(
        filters=w.shape[3],
        kernel_size=w.shape[:2],
        strides=stride,
        padding=padding,
        use_bias=b is not None,
    )
    layer.build(x.shape)
    layer.set_weights([w] if b is None else [w, b])
    return np.array(layer(x))
