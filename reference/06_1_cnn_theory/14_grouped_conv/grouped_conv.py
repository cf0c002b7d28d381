import numpy as np


def grouped_conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    groups: int = 1,
    stride: int | tuple[int, int] = 1,
) -> np.ndarray:
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError(f"x and w must have 4 axes each, got {x.ndim} and {w.ndim}")
    channels, filters = x.shape[3], w.shape[3]
    if groups < 1:
        raise ValueError(f"there must be at least one group, not {groups}")
    if channels % groups or filters % groups:
        raise ValueError(f"{groups} groups must divide {channels} channels and {filters} filters")
    depth, many = channels // groups, filters // groups
    if w.shape[2] != depth:
        raise ValueError(f"w is made for {w.shape[2]} channels, but a group has {depth}")
    maps = []
    for g in range(groups):
        # Neighbours make a group, among the channels as among the filters.
        read = x[..., g * depth : (g + 1) * depth]
        team = w[..., g * many : (g + 1) * many]
        maps.append(convolve(read, team, stride))
    out = np.concatenate(maps, axis=3)
    return out if b is None else out + b


def convolve(x, w, stride):
    down, across = np.broadcast_to(stride, 2)
    # NumPy refuses a window that is larger than the images. In floating point, since small integers overflow.
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    return np.einsum("nijcuv,uvco->nijo", windows[:, ::down, ::across], w)


def depthwise_conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    if x.ndim != 4 or w.ndim != 4:
        raise ValueError(f"x and w must have 4 axes each, got {x.ndim} and {w.ndim}")
    height, width, channels, multiplier = w.shape
    if channels != x.shape[3]:
        raise ValueError(f"w is made for {channels} channels, but x has {x.shape[3]}")
    # Every channel is a group. Merging the last two axes puts the filters of a channel side by side.
    side_by_side = w.reshape(height, width, 1, channels * multiplier)
    return grouped_conv2d(x, side_by_side, b, groups=channels)


def dilate_kernel(w: np.ndarray, rate: int) -> np.ndarray:
    if w.ndim != 4:
        raise ValueError(f"w must have 4 axes: its shape is {w.shape}")
    if rate < 1:
        raise ValueError(f"rate must be at least 1: {rate}")
    height, width, channels, filters = w.shape
    # Between n weights there are n - 1 gaps.
    dilated = np.zeros((rate * (height - 1) + 1, rate * (width - 1) + 1, channels, filters))
    dilated[::rate, ::rate] = w
    return dilated
