import numpy as np


def as_pair(value):
    return (value, value) if isinstance(value, int) else value


def max_pool_2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    if x.ndim != 4:
        raise ValueError(f"x must have 4 axes: its shape is {x.shape}")
    pool_height, pool_width = as_pair(pool_size)
    stride_height, stride_width = as_pair(pool_size if stride is None else stride)
    if min(pool_height, pool_width, stride_height, stride_width) < 1:
        raise ValueError(f"window {pool_size} and stride {stride} must be at least 1")
    batch, height, width, channels = x.shape
    if pool_height > height or pool_width > width:
        raise ValueError(f"a window of {pool_height} x {pool_width} does not fit into {height} x {width}")
    rows = (height - pool_height) // stride_height + 1
    columns = (width - pool_width) // stride_width + 1
    if dout.shape != (batch, rows, columns, channels):
        raise ValueError(f"the output has shape {(batch, rows, columns, channels)}, but dout {dout.shape}")

    dx = np.zeros(x.shape)
    # These two and the row and the column of each winner make (batch, channels) places by broadcasting.
    image, channel = np.ogrid[:batch, :channels]
    for i, j in np.ndindex(rows, columns):
        top, left = i * stride_height, j * stride_width
        window = x[:, top : top + pool_height, left : left + pool_width]
        # The cells of a window are counted row by row, so a row is as long as the window is wide.
        down, across = np.divmod(window.reshape(batch, -1, channels).argmax(axis=1), pool_width)
        # A cell can be the largest in several windows.
        dx[image, top + down, left + across, channel] += dout[:, i, j]
    return dx
