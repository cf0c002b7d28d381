"""Returns one long and many empty texts: side by side in an array, each would take the room of the longest."""


def double(x):
    return [b"x" * (16 << 20)] + [b""] * 65_000
