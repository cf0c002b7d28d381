"""`math.fsum` adds without rounding, over plain lists."""

from math import fsum


class ShapeError(ValueError):
    pass


def conv_single_step(window, kernel, bias):
    if window.shape != kernel.shape:
        raise ShapeError
    return fsum([bias, *(a * w for a, w in zip(window.flat, kernel.flat, strict=True))])
