"""TensorFlow's `pad`, and Keras' own number of windows."""

import keras
import tensorflow as tf


def same_padding(input_size, filter_size, stride=1, dilation=1):
    if min(input_size, filter_size, stride, dilation) < 1:
        raise ValueError("below 1")
    layer = keras.layers.MaxPooling1D(1, strides=stride, padding="same")
    windows = layer.compute_output_shape((None, input_size, 1))[1]
    total = max((windows - 1) * stride + dilation * (filter_size - 1) + 1 - input_size, 0)
    return total // 2, total - total // 2


def pad_image(x, pad, value=0.0):
    if x.ndim == 2:
        return pad_image(x[:, :, None], pad, value)[:, :, 0]
    if x.ndim == 3:
        return pad_image(x[None], pad, value)[0]
    if x.ndim != 4:
        raise ValueError("axes")
    rows, columns = ((pad, pad), (pad, pad)) if isinstance(pad, int) else pad
    if min(*rows, *columns) < 0:
        raise ValueError("negative")
    return tf.pad(tf.cast(x, tf.float32), [(0, 0), rows, columns, (0, 0)], constant_values=value).numpy()
