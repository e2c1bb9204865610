"""Where sentences begin and end in a paragraph.

nupunkt was made for legal text and gives offsets. It knows Latin full stops only, so the
full stops of other scripts, and line breaks that loading kept, divide first.
"""

import re

from nupunkt import sent_spans

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
        stretch = text[start:stop]
        spans.extend(
            _trimmed(text, start + a, start + b) for a, b in sent_spans(stretch) if stretch[a:b].strip()
        )
        start = match.end() if match else len(text)
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
