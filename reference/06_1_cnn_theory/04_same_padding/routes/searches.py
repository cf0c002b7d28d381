"""Searches for the smallest padding that makes enough places, and joins strips to the image."""

import numpy as np


def same_padding(input_size, filter_size, stride=1, dilation=1):
    for argument in (input_size, filter_size, stride, dilation):
        if argument < 1:
            raise ValueError(f"{argument} is below 1")
    wanted = sum(1 for _ in range(0, input_size, stride))
    total = 0
    while len(range(0, input_size + total - dilation * (filter_size - 1), stride)) < wanted:
        total += 1
    return divmod(total, 2)[0], sum(divmod(total, 2))


def pad_image(x, pad, value=0.0):
    if x.ndim == 4:
        return np.stack([pad_image(image, pad, value) for image in x])
    if x.ndim == 3:
        return np.stack([pad_image(x[:, :, c], pad, value) for c in range(x.shape[2])], axis=2)
    if x.ndim != 2:
        raise ValueError("no image")
    (top, bottom), (left, right) = [[pad] * 2] * 2 if isinstance(pad, int) else pad
    wide = np.hstack([np.full((len(x), left), value), x, np.full((len(x), right), value)])
    return np.vstack([np.full((top, wide.shape[1]), value), wide, np.full((bottom, wide.shape[1]), value)])
