import numpy as np


def filter_grid(kernels: np.ndarray, columns: int, channel: int = 0, gap: int = 1) -> np.ndarray:
    # With another number of axes this is a ValueError by itself.
    height, width, channels, filters = kernels.shape
    if columns < 1 or gap < 0:
        raise ValueError("there must be a column, and a gap cannot be negative")
    # NumPy would take a negative index from the end.
    if not 0 <= channel < channels:
        raise ValueError(f"there is no channel {channel} of {channels}")
    rows = -(-filters // columns)
    # A white picture: then only the filters are left to be drawn.
    picture = np.ones((rows * height + (rows - 1) * gap, columns * width + (columns - 1) * gap))
    for f in range(filters):
        weights = kernels[:, :, channel, f]
        low, high = weights.min(), weights.max()
        # Without a contrast there is nothing to divide by.
        scaled = (weights - low) / (high - low) if high > low else 0
        row, column = divmod(f, columns)
        top, left = row * (height + gap), column * (width + gap)
        picture[top : top + height, left : left + width] = scaled
    return picture
