"""Reports an error at lines that its file does not have, under a name of many words."""

from tests.attacks.kit import frame, reply, tagged, take_over

LINES = [{"int": hex(line)} for line in [0, -1, 2**60, *range(1, 3000), 1]]
ERROR = tagged(kind="ValueError", name="n" * 50_000, message="m" * 300_000, lines=[*LINES, True, "7"])


def double(x):
    take_over(lambda number, name: frame(reply(number, error=ERROR)))
