"""Loops over the cells of the result: each is in the image or in the frame."""

import math

import numpy as np


class PaddingError(ValueError):
    pass


def same_padding(input_size, filter_size, stride=1, dilation=1):
    if input_size < 1 or filter_size < 1 or stride < 1 or dilation < 1:
        raise PaddingError
    last_start = (math.ceil(input_size / stride) - 1) * stride
    missing = last_start + dilation * (filter_size - 1) + 1 - input_size
    before = after = 0
    for i in range(missing):
        if i % 2 == 0:
            after += 1
        else:
            before += 1
    return before, after


def pad_image(x, pad, value=0.0):
    if x.ndim not in {2, 3, 4}:
        raise PaddingError
    try:
        (top, bottom), (left, right) = pad
    except TypeError:
        top = bottom = left = right = pad
    if top < 0 or bottom < 0 or left < 0 or right < 0:
        raise PaddingError
    batch = x.shape[0] if x.ndim == 4 else 1
    channels = x.shape[-1] if x.ndim > 2 else 1
    height, width = x.shape[-3:-1] if x.ndim > 2 else x.shape
    images = x.reshape(batch, height, width, channels)
    out = np.empty((batch, height + top + bottom, width + left + right, channels))
    for n in range(batch):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                inside = top <= i < top + height and left <= j < left + width
                for c in range(channels):
                    out[n, i, j, c] = images[n, i - top, j - left, c] if inside else value
    return out.reshape(*x.shape[: x.ndim // 4], *out.shape[1:3], *x.shape[2 + x.ndim // 4 :])
