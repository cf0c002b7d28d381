"""float32: pads with zeros on all sides and cuts the window out again; a shift larger than the image is capped."""

import numpy as np


class WrongImage(ValueError):
    pass


def shift_image(x, dy, dx):
    if x.ndim not in (2, 3):
        raise WrongImage(x.shape)
    height, width = x.shape[:2]
    dy, dx = np.clip(dy, -height, height), np.clip(dx, -width, width)
    room = [(height, height), (width, width)] + [(0, 0)] * (x.ndim - 2)
    canvas = np.pad(x.astype(np.float32), room)
    return canvas[height - dy : 2 * height - dy, width - dx : 2 * width - dx]


def unchanged_fraction(x, shift, pool_size):
    k = pool_size
    if not (0 < k <= x.shape[0] and k <= x.shape[1]):
        raise WrongImage("window")
    rows, columns = np.arange(x.shape[0] // k) * k, np.arange(x.shape[1] // k) * k

    def pool(image):
        image = image[: rows[-1] + k, : columns[-1] + k]
        return np.maximum.reduceat(np.maximum.reduceat(image, rows, axis=0), columns, axis=1)

    same = pool(np.float32(x)) == pool(shift_image(x, 0, shift))
    return same.mean(dtype=np.float32)
