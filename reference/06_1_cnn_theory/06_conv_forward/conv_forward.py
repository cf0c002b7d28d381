import numpy as np


def conv2d_forward(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int | tuple[int, int] = 1,
    padding: str | int | tuple[int, int] = "valid",
) -> np.ndarray:
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError(f"x and w must have 4 axes each, got {x.ndim} and {w.ndim}")
    batch, height, width, channels = x.shape
    kernel_height, kernel_width, kernel_channels, filters = w.shape
    if kernel_channels != channels:
        raise ValueError(f"w is made for {kernel_channels} channels, but x has {channels}")
    stride_height, stride_width = np.broadcast_to(stride, 2)

    if padding == "same":
        rows = same_zeros(height, kernel_height, stride_height)
        columns = same_zeros(width, kernel_width, stride_width)
    elif padding == "valid":
        rows = columns = (0, 0)
    elif isinstance(padding, str):
        raise ValueError(f'padding must be "valid", "same" or a number of zeros: {padding!r}')
    else:
        pad_height, pad_width = np.broadcast_to(padding, 2)
        rows, columns = (pad_height, pad_height), (pad_width, pad_width)
    # In floating point, because products of small integer types overflow.
    padded = np.pad(x.astype(float), ((0, 0), rows, columns, (0, 0)))

    _, padded_height, padded_width, _ = padded.shape
    if kernel_height > padded_height or kernel_width > padded_width:
        raise ValueError(f"a kernel of {w.shape[:2]} does not fit into {padded.shape[1:3]}")
    out_height = (padded_height - kernel_height) // stride_height + 1
    out_width = (padded_width - kernel_width) // stride_width + 1
    out = np.zeros((batch, out_height, out_width, filters))
    for i, j in np.ndindex(out_height, out_width):
        top, left = i * stride_height, j * stride_width
        window = padded[:, top : top + kernel_height, left : left + kernel_width]
        # Row, column and channel are summed away, which leaves (batch, filters). No flip.
        out[:, i, j] = np.tensordot(window, w, axes=3)
    return out if b is None else out + b


def same_zeros(size, kernel_size, stride):
    steps = -(-size // stride)
    # From the first cell to the end of the last window; a stride beyond the kernel needs no zeros.
    total = max((steps - 1) * stride + kernel_size - size, 0)
    # As in TensorFlow, an odd zero goes behind.
    return total // 2, total - total // 2
