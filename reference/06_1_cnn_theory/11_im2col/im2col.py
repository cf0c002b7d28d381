import numpy as np


def im2col(
    x: np.ndarray,
    kernel: int | tuple[int, int],
    stride: int | tuple[int, int] = 1,
) -> np.ndarray:
    if x.ndim != 4:
        raise ValueError(f"x must have 4 axes: its shape is {x.shape}")
    kernel_height, kernel_width = np.broadcast_to(kernel, 2)
    down, across = np.broadcast_to(stride, 2)
    # NumPy refuses a window that is larger than the images.
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel_height, kernel_width), axis=(1, 2))
    windows = windows[:, ::down, ::across]
    # NumPy has put the axes of the window behind the channels.
    windows = windows.transpose(0, 1, 2, 4, 5, 3)
    batch, out_height, out_width = windows.shape[:3]
    return windows.reshape(batch * out_height * out_width, -1)


def conv2d_im2col(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int | tuple[int, int] = 1,
    padding: str | int | tuple[int, int] = "valid",
) -> np.ndarray:
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError(f"x and w must have 4 axes each, got {x.ndim} and {w.ndim}")
    kernel_height, kernel_width, channels, filters = w.shape
    if channels != x.shape[3]:
        raise ValueError(f"w is made for {channels} channels, but x has {x.shape[3]}")
    down, across = np.broadcast_to(stride, 2)
    if padding == "same":
        rows = same_zeros(x.shape[1], kernel_height, down)
        columns = same_zeros(x.shape[2], kernel_width, across)
    elif padding == "valid":
        rows = columns = (0, 0)
    elif isinstance(padding, str):
        raise ValueError(f'padding must be "valid", "same" or a number of zeros: {padding!r}')
    else:
        high, wide = np.broadcast_to(padding, 2)
        rows, columns = (high, high), (wide, wide)
    # In floating point, because products of small integer types overflow.
    padded = np.pad(x.astype(float), ((0, 0), rows, columns, (0, 0)))
    matrix = im2col(padded, (kernel_height, kernel_width), stride)
    # The filters are laid out in the same order as the windows.
    out = matrix @ w.reshape(-1, filters)
    if b is not None:
        out = out + b
    out_height = (padded.shape[1] - kernel_height) // down + 1
    out_width = (padded.shape[2] - kernel_width) // across + 1
    return out.reshape(len(x), out_height, out_width, filters)


def same_zeros(size, kernel_size, stride):
    steps = -(-size // stride)
    total = max((steps - 1) * stride + kernel_size - size, 0)
    # As in TensorFlow, an odd zero goes behind.
    return total // 2, total - total // 2
