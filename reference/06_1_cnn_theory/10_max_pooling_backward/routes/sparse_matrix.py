"""Pooling as a sparse matrix of ones that picks the winners: backward is its transpose times dout."""

import numpy as np
from scipy.sparse import csr_array


def max_pool_2d_backward(dout, x, pool_size=2, stride=None):
    if x.ndim != 4:
        raise ValueError("x must be a batch of images with channels")
    pool = [pool_size] * 2 if isinstance(pool_size, int) else list(pool_size)
    steps = pool if stride is None else [stride] * 2 if isinstance(stride, int) else list(stride)
    if any(value < 1 for value in pool + steps):
        raise ValueError("window or stride below 1")
    if any(k > size for k, size in zip(pool, x.shape[1:3], strict=True)):
        raise ValueError("window too large")
    places = [(size - k) // s + 1 for size, k, s in zip(x.shape[1:3], pool, steps, strict=True)]
    if dout.shape != (x.shape[0], *places, x.shape[3]):
        raise ValueError("dout")
    picked = []
    for n, i, j, c in np.ndindex(dout.shape):
        window = x[n, i * steps[0] : i * steps[0] + pool[0], j * steps[1] : j * steps[1] + pool[1], c]
        a, b = np.unravel_index(np.argmax(window), window.shape)
        picked.append(np.ravel_multi_index((n, i * steps[0] + a, j * steps[1] + b, c), x.shape))
    matrix = csr_array((np.ones(len(picked)), picked, np.arange(len(picked) + 1)), shape=(len(picked), x.size))
    return (matrix.T @ dout.ravel()).reshape(x.shape)
