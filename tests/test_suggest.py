"""An unknown name is answered with the nearest, or with all that there are."""

import pytest

from autograder.content.suggest import did_you_mean


@pytest.mark.parametrize(
    ("word", "end"),
    [
        ("max_poling", ": did you mean 'max_pooling'?"),
        ("pool", ": did you mean 'max_pooling'?"),
        ("xyz", ": there are conv, max_pooling"),
        ("", ": there are conv, max_pooling"),
    ],
)
def test_the_nearest_is_suggested(word: str, end: str) -> None:
    assert did_you_mean(word, ["conv", "max_pooling"]) == end


def test_where_there_is_nothing_it_says_so() -> None:
    assert did_you_mean("conv", []) == ": there are none"
