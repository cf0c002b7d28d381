def calculate_output_dimensions(
    input_size: int,
    filter_size: int,
    stride: int = 1,
    padding: str | int = "valid",
    dilation: int = 1,
) -> int:
    if min(input_size, filter_size, stride, dilation) < 1:
        raise ValueError("input_size, filter_size, stride and dilation must be at least 1")
    if padding == "same":
        # One cell for each started stride: a division that rounds up.
        return -(-input_size // stride)
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f'padding must be "valid", "same" or an int of at least 0: {padding!r}')
    covered = dilation * (filter_size - 1) + 1
    padded_size = input_size + 2 * padding
    if covered > padded_size:
        raise ValueError(f"a filter that covers {covered} cells does not fit into {padded_size}")
    # The first place, and one more for each whole stride that is left.
    return (padded_size - covered) // stride + 1
