"""An unknown name is answered with the nearest, or with a few that there are."""

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


@pytest.mark.parametrize(("count", "end"), [(10, "s8, s9"), (11, "s8, s9 and 1 more"), (300, "s8, s9 and 290 more")])
def test_of_many_names_ten_are_listed(count: int, end: str) -> None:
    said = did_you_mean("xyz", [f"s{number}" for number in range(count)])
    assert said.startswith(": there are s0, s1, ")
    assert said.endswith(end)


def test_where_there_is_nothing_it_says_so() -> None:
    assert did_you_mean("conv", []) == ": there are none"
