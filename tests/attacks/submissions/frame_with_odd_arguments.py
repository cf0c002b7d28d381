"""Gives back arguments that nobody passed: of other kinds, other shapes and under other names."""

import numpy as np

from tests.attacks.kit import frame, reply, take_over

POSITIONAL = [
    {"tuple": [{"array": ["<f8", [0, 7]]}, True, [], {"dict": []}]},
    {"tuple": [{"tuple": [{"tuple": []}]}]},
    [[], 1.5, None],
]
KEYWORDS = {"dict": [["x", {"handle": 5}], [{"handle": -1}, []], [{"tuple": []}, "y"]]}


def double(x):
    arguments = {"tuple": [POSITIONAL[np.ndim(x)], KEYWORDS]}
    take_over(lambda number, name: frame(reply(number, value=0.0, arguments=arguments)))
