"""Stays inside one operation of the interpreter, where no signal of Python's is looked at."""


def double(x):
    return x * 0 + (3 ** (10**8) > 0)
