import numpy as np


def max_pool_2d(x, pool_size=2, stride=None, padding="valid"):
    if padding not in ("valid", "same"):
        raise ValueError("padding")
    if x.ndim not in (2, 4):
        raise ValueError("axes")
    kh, kw = np.broadcast_to(pool_size, 2).tolist()
    sh, sw = np.broadcast_to(pool_size if stride is None else stride, 2).tolist()
    if min(kh, kw, sh, sw) < 1:
        raise ValueError("sizes")
    images = x.reshape(-1, *x.shape[:2], 1) if x.ndim == 2 else x
    n, h, w, c = images.shape
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
        below, right = max((rows - 1) * sh + kh - h, 0), max((columns - 1) * sw + kw - w, 0)
        around = [(0, 0), (below // 2, below - below // 2), (right // 2, right - right // 2), (0, 0)]
        images = np.pad(images.astype(float), around, constant_values=-np.inf)
    elif kh > h or kw > w:
        raise ValueError("window")
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    # Gather the cells of all windows, row by row, then cut them up as if each window's cells were neighbours.
    down = [i * sh + a for i in range(rows) for a in range(kh)]
    across = [j * sw + b for j in range(columns) for b in range(kw)]
    cells = images[:, down][:, :, across]
    pooled = cells.reshape(n, rows, columns, kh, kw, c).max(axis=(3, 4))
    return pooled[0, ..., 0] if x.ndim == 2 else pooled
