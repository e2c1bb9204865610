"""Loading takes time in proportion to the file, whatever signs stand in it."""

import time

import pytest

from tests.retrieval.builders import markdown

SIZE = 20_000


@pytest.mark.parametrize(
    "sign",
    ["<!--", "[", "[a](", "**a ", "*a ", "_a ", "`a", "> ", "1. x\n", "a | b\n", "here.1 Most ", "\f"],
)
def test_a_file_of_one_sign_over_and_over_is_loaded_in_seconds(sign: str) -> None:
    begun = time.perf_counter()

    markdown(sign * SIZE)

    assert time.perf_counter() - begun < 10  # what is quadratic takes minutes
