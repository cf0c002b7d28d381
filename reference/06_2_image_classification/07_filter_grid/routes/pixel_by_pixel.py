"""Loops only: asks of each pixel which filter it belongs to. Everything is a float32."""

import numpy as np


def filter_grid(kernels, columns, channel=0, gap=1):
    if len(kernels.shape) != 4:
        raise ValueError("axes")
    kh, kw, depth, count = kernels.shape
    if columns <= 0:
        raise ValueError("columns")
    if gap <= -1:
        raise ValueError("gap")
    if channel not in range(depth):
        raise ValueError("channel")
    rows = 0
    while rows * columns < count:
        rows += 1
    lowest, highest = [], []
    for f in range(count):
        cells = [float(kernels[a, b, channel, f]) for a in range(kh) for b in range(kw)]
        lowest.append(min(cells))
        highest.append(max(cells))
    picture = []
    for y in range(rows * (kh + gap) - gap):
        for x in range(columns * (kw + gap) - gap):
            f = y // (kh + gap) * columns + x // (kw + gap)
            a, b = y % (kh + gap), x % (kw + gap)
            if f >= count or a >= kh or b >= kw:
                picture.append(1)
            elif lowest[f] == highest[f]:
                picture.append(0)
            else:
                picture.append((float(kernels[a, b, channel, f]) - lowest[f]) / (highest[f] - lowest[f]))
    return np.array(picture, dtype=np.float32).reshape(-1, columns * (kw + gap) - gap)
