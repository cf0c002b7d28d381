import numpy as np


def conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    stride: int | tuple[int, int] = 1,
    padding: str | int | tuple[int, int] = "valid",
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if dout.ndim != 4 or x.ndim != 4 or w.ndim != 4:
        raise ValueError(f"dout, x and w must have 4 axes each, got {dout.ndim}, {x.ndim} and {w.ndim}")
    batch, height, width, channels = x.shape
    kernel_height, kernel_width, kernel_channels, filters = w.shape
    if kernel_channels != channels:
        raise ValueError(f"w is made for {kernel_channels} channels, but x has {channels}")
    stride_height, stride_width = np.broadcast_to(stride, 2)
    if padding == "same":
        top, bottom = same_zeros(height, kernel_height, stride_height)
        left, right = same_zeros(width, kernel_width, stride_width)
    elif padding == "valid":
        top = bottom = left = right = 0
    elif isinstance(padding, str):
        raise ValueError(f'padding must be "valid", "same" or a number of zeros: {padding!r}')
    else:
        zeros_high, zeros_wide = np.broadcast_to(padding, 2)
        top = bottom = zeros_high
        left = right = zeros_wide
    # In floating point, because products of small integer types overflow.
    dout = dout.astype(float)
    padded = np.pad(x.astype(float), ((0, 0), (top, bottom), (left, right), (0, 0)))

    _, padded_height, padded_width, _ = padded.shape
    if kernel_height > padded_height or kernel_width > padded_width:
        raise ValueError(f"a kernel of {w.shape[:2]} does not fit into {padded.shape[1:3]}")
    out_height = (padded_height - kernel_height) // stride_height + 1
    out_width = (padded_width - kernel_width) // stride_width + 1
    if dout.shape != (batch, out_height, out_width, filters):
        raise ValueError(f"the output has shape {(batch, out_height, out_width, filters)}, but dout {dout.shape}")

    dpadded = np.zeros(padded.shape)
    dw = np.zeros(w.shape)
    for i, j in np.ndindex(out_height, out_width):
        row, column = i * stride_height, j * stride_width
        place = np.s_[:, row : row + kernel_height, column : column + kernel_width]
        gradient = dout[:, i, j]
        # Every image has used the same weights: the batch is summed away.
        dw += np.einsum("nuvc,no->uvco", padded[place], gradient)
        # Every filter has read the same pixels: the filters are summed away.
        dpadded[place] += np.einsum("uvco,no->nuvc", w, gradient)
    db = dout.sum(axis=(0, 1, 2))
    # The zeros around the image are no input.
    dx = dpadded[:, top : top + height, left : left + width]
    return dx, dw, db


def same_zeros(size, kernel_size, stride):
    steps = -(-size // stride)
    total = max((steps - 1) * stride + kernel_size - size, 0)
    # As in TensorFlow, an odd zero goes behind.
    return total // 2, total - total // 2
