"""SciPy: where the kernel just fits into the window, there is a single place for it."""

from scipy.signal import correlate


def conv_single_step(window, kernel, bias):
    if window.shape != kernel.shape:
        raise ValueError("shapes differ")
    place = correlate(window.astype(float), kernel.astype(float), mode="valid", method="direct")
    return place.item() + bias
