"""What Markdown sets around whole lines: block quotes and code fences."""

import re
from collections.abc import Iterator, Sequence

from retrieval.loading.lines import Line

_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


def without_frames(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without the signs of block quotes; fences are blank, what they hold is code.

    A fence that is never closed holds the rest of the file.
    """
    fence = ""
    for line in lines:
        inner = line if fence else _unquoted(line)
        match = _FENCE.match(inner.text)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
            yield Line(inner.start, "", inner.page)
        else:
            yield Line(inner.start, inner.text, inner.page, code=bool(fence))


def _unquoted(line: Line) -> Line:
    match = _QUOTED.match(line.text)
    return Line(line.start + match.end(), line.text[match.end() :], line.page) if match else line
