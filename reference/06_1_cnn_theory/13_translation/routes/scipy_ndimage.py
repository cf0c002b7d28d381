"""SciPy shifts by nearest neighbours and pools with a maximum filter whose windows are centred on their cells."""

import numpy as np
from scipy.ndimage import maximum_filter, shift


def shift_image(x, dy, dx):
    if x.ndim not in (2, 3):
        raise ValueError("axes")
    return shift(x.astype(float), (dy, dx) if x.ndim == 2 else (dy, dx, 0), order=0, mode="constant", cval=0.0)


def unchanged_fraction(x, shift, pool_size):
    if pool_size < 1 or pool_size > min(x.shape):
        raise ValueError("window")

    def pool(image):
        largest = maximum_filter(image, size=pool_size, origin=0, mode="nearest")
        middle = pool_size // 2
        rows = [i + middle for i in range(0, image.shape[0] - pool_size + 1, pool_size)]
        columns = [j + middle for j in range(0, image.shape[1] - pool_size + 1, pool_size)]
        return largest[np.ix_(rows, columns)]

    return (pool(x) == pool(shift_image(x, 0, shift))).mean()
