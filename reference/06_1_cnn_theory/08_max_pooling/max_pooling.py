import numpy as np


def as_pair(value):
    return (value, value) if isinstance(value, int) else value


def layout(size, pool, stride, padding):
    # Along one axis: the number of windows, and the padding before and after.
    if padding == "valid":
        return (size - pool) // stride + 1, 0, 0
    windows = -(-size // stride)
    # Windows that lie further apart than they are wide may need less than there is.
    missing = max((windows - 1) * stride + pool - size, 0)
    return windows, missing // 2, missing - missing // 2


def max_pool_2d(
    x: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
    padding: str = "valid",
) -> np.ndarray:
    if stride is None:
        stride = pool_size
    pool_height, pool_width = as_pair(pool_size)
    stride_height, stride_width = as_pair(stride)
    if x.ndim not in (2, 4):
        raise ValueError(f"x must have 2 or 4 axes: its shape is {x.shape}")
    images = x[np.newaxis, :, :, np.newaxis] if x.ndim == 2 else x
    if padding not in ("valid", "same"):
        raise ValueError(f'padding must be "valid" or "same": {padding!r}')
    if min(pool_height, pool_width, stride_height, stride_width) < 1:
        raise ValueError(f"window {pool_size} and stride {stride} must be at least 1")
    batch, height, width, channels = images.shape
    if padding == "valid" and (pool_height > height or pool_width > width):
        raise ValueError(f"a window of {pool_height} x {pool_width} does not fit into {height} x {width}")

    rows, top, bottom = layout(height, pool_height, stride_height, padding)
    columns, left, right = layout(width, pool_width, stride_width, padding)
    margins = ((0, 0), (top, bottom), (left, right), (0, 0))
    # Nothing is below -inf, so a padded cell never wins. Only floats have it.
    padded = np.pad(images.astype(float), margins, constant_values=-np.inf)
    pooled = np.empty((batch, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            row, column = i * stride_height, j * stride_width
            window = padded[:, row : row + pool_height, column : column + pool_width]
            pooled[:, i, j] = window.max(axis=(1, 2))
    return pooled[0, :, :, 0] if x.ndim == 2 else pooled
