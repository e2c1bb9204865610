"""Lists of words and phrases, one file each, read when they are first needed; `#` before a remark."""

from functools import cache
from pathlib import Path


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """The phrases of `<name>.txt`, a line each."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of `<name>.txt`, blanks between them."""
    return frozenset(word for line in read_lines(name) for word in line.split())
