def receptive_field(layers: list[tuple[int, int]] | list[tuple[int, int, int]]) -> tuple[int, int]:
    # A pixel sees itself.
    size, jump = 1, 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        if min(kernel, stride, dilation) < 1:
            raise ValueError(f"kernel {kernel}, stride {stride} and dilation {dilation} must be at least 1")
        # The window lies on cells that are as far apart as the layers before have made them.
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return size, jump
