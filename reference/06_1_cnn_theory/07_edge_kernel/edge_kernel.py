import numpy as np


def edge_kernel(direction: str) -> np.ndarray:
    if direction == "vertical":
        # Right minus left. Each row adds up to 0, so what changes from row to row only is not seen.
        kernel = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    elif direction == "horizontal":
        kernel = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    elif direction == "diagonal":
        # Along each line to the lower right the weights add up to 0.
        kernel = [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]
    else:
        raise ValueError(f'direction must be "vertical", "horizontal" or "diagonal": {direction!r}')
    return np.array(kernel, dtype=float)
