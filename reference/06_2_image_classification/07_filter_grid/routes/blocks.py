"""Writes down tiles and gaps as a table of blocks, which `np.block` puts together."""

import numpy as np


class BadGrid(ValueError):
    pass


def stretch(weights):
    weights = weights - np.min(weights)
    top = np.max(weights)
    return weights / top if top else weights * 0.0


def filter_grid(kernels, columns, channel=0, gap=1):
    match kernels.shape:
        case (kh, kw, channels, filters) if columns >= 1 and gap >= 0 and 0 <= channel <= channels - 1:
            pass
        case _:
            raise BadGrid("these arguments make no grid")
    table = []
    for first in range(0, filters, columns):
        if first:
            table.append([np.ones((gap, columns * kw + (columns - 1) * gap))])
        line = []
        for f in range(first, first + columns):
            if f > first:
                line.append(np.ones((kh, gap)))
            line.append(stretch(kernels[:, :, channel, f]) if f < filters else np.ones((kh, kw)))
        table.append(line)
    return np.block(table)
