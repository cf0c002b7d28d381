"""Gives the checks in plain pytest what a judge gives them."""

import pytest
from inputs import draw


def pytest_configure(config):
    config.addinivalue_line("markers", "points(n): what a hidden check is worth")


@pytest.fixture
def rng(request):
    return draw(request.node.name)
