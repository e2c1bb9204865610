"""Loading takes time in proportion to the file, whatever signs stand in it."""

import time

import pytest

from tests.retrieval.builders import markdown


def seconds(raw: str) -> float:
    """Of the processor: what else runs on the machine does not count."""
    begun = time.process_time()
    markdown(raw)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "sign",
    [
        "<!--",
        "[",
        "[a](",
        "**a ",
        "*a ",
        "_a ",
        "`a",
        "> ",
        "1. x\n2. y\n",
        "a | b\n",
        "here.1 Most ",
        "a\n\n\f",
    ],
)
def test_a_file_four_times_as_long_takes_about_four_times_as_long(sign: str) -> None:
    short = seconds(sign * 4_000)

    # What is quadratic takes sixteen times as long; half a second is for short times' noise.
    assert seconds(sign * 16_000) < 8 * short + 0.5
