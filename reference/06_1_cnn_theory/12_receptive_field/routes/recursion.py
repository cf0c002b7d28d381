"""Recursion: the last layer adds to what the layers before it see."""


class LayerError(ValueError):
    pass


def receptive_field(layers):
    if not layers:
        return 1, 1
    *before, (kernel, stride, *dilation) = layers
    size, jump = receptive_field(before)
    (apart,) = dilation or (1,)
    if not (kernel >= 1 and stride >= 1 and apart >= 1):
        raise LayerError(layers)
    return size + jump * apart * (kernel - 1), jump * stride
