"""Lengths in tokens, without a network."""

import pytest

from retrieval.tokens import count_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("leave", 1, id="a common word"),
        pytest.param("hello world", 2, id="two common words"),
        pytest.param("2021", 2, id="digits go in threes"),
    ],
)
def test_tokens_are_counted_as_cl100k_base_counts_them(text: str, expected: int) -> None:
    assert count_tokens(text) == expected


@pytest.mark.parametrize("mark", ["<|endoftext|>", "<|fim_prefix|>", "<|endofprompt|>"])
def test_a_control_token_in_a_text_is_plain_words(mark: str) -> None:
    assert count_tokens(mark) > 1
