"""Writes 160 MB to files that have no name any more: no look into a folder finds them."""

from tests.attacks.kit import fill_disk

fill_disk(named=False)


def double(x):
    return x * 0
