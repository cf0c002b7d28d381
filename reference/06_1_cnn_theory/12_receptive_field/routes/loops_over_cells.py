"""Loops only: the first and the last pixel of two neighbouring cells, walked back layer by layer."""


def receptive_field(layers):
    ends = []
    for cell in (0, 1):
        first = last = cell
        for i in range(len(layers) - 1, -1, -1):
            kernel, stride = layers[i][0], layers[i][1]
            dilation = 1
            if len(layers[i]) == 3:
                dilation = layers[i][2]
            if kernel < 1 or stride < 1 or dilation < 1:
                raise ValueError
            first = first * stride
            last = last * stride
            for _ in range(kernel - 1):
                last += dilation
        ends.append((first, last))
    (first, last), (neighbour, _) = ends
    return last - first + 1, neighbour - first
