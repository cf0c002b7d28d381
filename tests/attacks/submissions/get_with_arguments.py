"""Answers the question for an attribute with arguments as well, which that question never had."""

import numpy as np

from tests.attacks.kit import frame, reply, take_over

ARGUMENTS = {"tuple": [{"tuple": [[]]}, {"dict": [["x", 1.5]]}]}


def double(x):
    if np.ndim(x) != 1:
        return x * 0

    def answer(number, name):
        match name:
            case "shape":
                return frame(reply(number, value=7.0, arguments=ARGUMENTS))
            case "__array__":
                return frame(reply(number, value={"array": ["<f8", list(x.shape)]}), (2 * x).tobytes())
        return frame(reply(number, value={"handle": 0}))

    take_over(answer)
