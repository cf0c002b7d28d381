"""Writes 160 MB, in files as large as they may be."""

from tests.attacks.kit import fill_disk

fill_disk()


def double(x):
    return x * 0
