"""The formula as it is written: a loop for each index."""


def conv_single_step(window, kernel, bias):
    if window.shape != kernel.shape:
        raise ValueError("shapes")
    height, width, channels = window.shape
    total = float(bias)
    for u in range(height):
        for v in range(width):
            for c in range(channels):
                total += float(window[u, v, c]) * float(kernel[u, v, c])
    return total
