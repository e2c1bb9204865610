"""What the tests of a model's writing share: a scripted server for each."""

from collections.abc import Iterator

import pytest

from tests.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server
