"""Lists of words, one file each: blanks between the words, `#` before a remark."""

from pathlib import Path


def read_words(name: str) -> frozenset[str]:
    """The words of `<name>.txt`."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
