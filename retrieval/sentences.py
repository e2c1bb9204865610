"""Where sentences begin and end in a paragraph.

nupunkt was made for legal text and gives offsets. It knows Latin full stops only, so the
full stops of other scripts, and line breaks that loading kept, divide first; and it takes the
number of a list's item for a sentence, so that is joined to the words behind it.
"""

import re
from collections.abc import Iterator
from functools import cache

from nupunkt import PunktSentenceTokenizer, load_default_model

# What its model, learned from American law, lacks: abbreviations, without the last full
# stop, and words behind one that go on with it.
_ABBREVIATIONS = {"sra", "srta", "dña", "núm", "núms", "págs", "bzw", "usw"}
_GOING_ON = {("u.n", word) for word in ("general", "secretary", "secretary-general", "high", "special")}
_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]")
_OTHER_STOPS = re.compile(r"(?<=[。！？؟।])(?=\s*\S)|\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of one paragraph, in order, blanks at the ends left out.

    Every character that is not blank lies in exactly one of them.

    >>> [("It stands. So does this (Aug. 2, 2019)."[a:b]) for a, b in
    ...  sentences("It stands. So does this (Aug. 2, 2019).")]
    ['It stands.', 'So does this (Aug. 2, 2019).']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_OTHER_STOPS.finditer(text), None]:
        stop = match.start() if match else len(text)
        spans.extend(_in_stretch(text, start, stop))
        start = match.end() if match else len(text)
    return spans


def _in_stretch(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    label: int | None = None  # where a list's number begins that waits for its words
    for _, (a, b) in _tokenizer().tokenize_with_spans(text[start:stop]):
        if not text[start + a : start + b].strip():
            continue
        first, last = _trimmed(text, start + a, start + b)
        begin = first if label is None else label
        if _LABEL.fullmatch(text, first, last) and last < stop:
            label = begin
        else:
            yield begin, last
            label = None
    if label is not None:
        yield _trimmed(text, label, stop)


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    for abbreviation in _ABBREVIATIONS:
        tokenizer.add_abbreviation(abbreviation)
    tokenizer.parameters.collocations |= _GOING_ON
    return tokenizer


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
