"""TensorFlow stretches and pads all tiles at once; it computes in float32."""

import tensorflow as tf


def filter_grid(kernels, columns, channel=0, gap=1):
    if kernels.ndim != 4 or columns < 1 or gap < 0 or not 0 <= channel < kernels.shape[2]:
        raise ValueError("arguments")
    tiles = tf.transpose(tf.cast(kernels[:, :, channel], tf.float32), [2, 0, 1])
    low = tf.reduce_min(tiles, axis=[1, 2], keepdims=True)
    high = tf.reduce_max(tiles, axis=[1, 2], keepdims=True)
    tiles = tf.math.divide_no_nan(tiles - low, high - low)
    tiles = tf.pad(tiles, [[0, -len(tiles) % columns], [0, gap], [0, gap]], constant_values=1)
    _, height, width = tiles.shape
    grid = tf.transpose(tf.reshape(tiles, [-1, columns, height, width]), [0, 2, 1, 3])
    grid = tf.reshape(grid, [-1, columns * width]).numpy()
    return grid[: len(grid) - gap, : columns * width - gap]
