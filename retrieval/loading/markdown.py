"""The marks that Markdown sets inside lines: emphasis, code, links, escapes, comments.

What one mark has claimed is shielded from the next, so that signs inside code, addresses
and escapes stay what they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]

STRONG = re.compile(r"\*\*(?=\S)((?:(?!\n\s*\n)(?!\*\*).)+?)(?<=\S)\*\*", re.S)
DEFINITION = re.compile(r"[ \t]{0,3}\[([^\[\]^\s][^\[\]]*)\]:[ \t]+(?=<?(?:https?://|mailto:|www\.)\S)")
_STRONG_UNDERSCORES = re.compile(r"(?<!\w)__(?=\S)((?:(?!\n\s*\n)(?!__).)+?)(?<=\S)__(?!\w)", re.S)
_EMPHASIS = re.compile(r"(?<![\d*])\*(?=[^\s*])((?:(?!\n\s*\n)[^*])+?)(?<=\S)\*(?![\d*])")
_EMPHASIS_UNDERSCORES = re.compile(r"(?<!\w)_(?=[^\s_])((?:(?!\n\s*\n)[^_])+?)(?<=\S)_(?!\w)")
_CODE = re.compile(r"(?<!`)`(?!`)([^`\n]+)`(?!`)")
_TEXT = r"(!?\[)([^\[\]\n]*(?:\n[^\[\]\n]+)?)(\])"
_LINK = re.compile(_TEXT + r"\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)?)>?(?:[ \t][^()\n]*)?\)")
_REFERENCE = re.compile(_TEXT + r"(?:\[([^\[\]\n]*)\])?")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>*()\[\]]+")
_NOTE_REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")
_SHIELD = "\0"  # no sign of Markdown, no blank, no letter


@dataclass(slots=True)
class InlineMarks:
    """Offsets into the decoded file."""

    dropped: list[Span] = field(default_factory=list)
    blanks: set[int] = field(default_factory=set)  # stand for a space


def markdown_marks(raw: str, code: Sequence[Span]) -> InlineMarks:
    """The marks of `raw`; `code` lies between fences and holds none."""
    marks = InlineMarks()
    open_text = _shielded(raw, code)
    for find in (_comments, _code, _escapes, _links, _references, _addresses, _emphasis):
        open_text = find(open_text, marks)
    return marks


def _shielded(text: str, spans: Iterable[Span]) -> str:
    parts = []
    last = 0
    for start, end in spans:
        parts.append(text[last:start])
        parts.append(_SHIELD * (end - start))
        last = end
    return "".join([*parts, text[last:]])


def _comments(text: str, marks: InlineMarks) -> str:
    spans = []
    start = text.find("<!--")
    while start >= 0 and (close := text.find("-->", start)) >= 0:
        spans.append((start, close + 3))
        start = text.find("<!--", close)
    marks.dropped.extend(spans)
    return _shielded(text, spans)


def _code(text: str, marks: InlineMarks) -> str:
    return _shielded(text, _ends(_CODE, 1, text, marks))


def _escapes(text: str, marks: InlineMarks) -> str:
    starts = [match.start() for match in _ESCAPE.finditer(text)]
    marks.dropped.extend((start, start + 1) for start in starts)
    return _shielded(text, [(start, start + 2) for start in starts])


def _links(text: str, marks: InlineMarks) -> str:
    """`[text](address)` reads `text (address)`; a place in the same document is left out."""
    matches = list(_LINK.finditer(text))
    for match in matches:
        marks.dropped.append(match.span(1))
        address = match[4].removeprefix("mailto:")
        leads_out = "://" in address or "@" in address
        if leads_out and address != match[2]:
            _keep_address(match, len(address), marks)
        else:
            marks.dropped.append((match.start(3), match.end()))
    return _shielded(text, [(match.start(3), match.end()) for match in matches])


def _keep_address(match: re.Match[str], length: int, marks: InlineMarks) -> None:
    """Of `](<address> "title")`, keep `(address)` behind a blank."""
    bracket = match.start(3) + 1
    marks.blanks.add(match.start(3))
    marks.dropped.append((bracket + 1, match.end(4) - length))
    marks.dropped.append((match.end(4), match.end() - 1))


def _references(text: str, marks: InlineMarks) -> str:
    """`[text][name]` reads `text` where the name is defined; its address stays at the definition."""
    defined = {_name(match[1]) for line in text.split("\n") if (match := DEFINITION.match(line))}
    spans = []
    for match in _REFERENCE.finditer(text):
        if _name(match[4] or match[2]) in defined and text[match.end() : match.end() + 1] != ":":
            spans += [match.span(1), (match.start(3), match.end())]
    spans += [match.span() for match in _NOTE_REFERENCE.finditer(text)]
    marks.dropped.extend(spans)
    return _shielded(text, sorted(spans))


def _name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _addresses(text: str, marks: InlineMarks) -> str:
    without = _shielded(text, _ends(_AUTOLINK, 1, text, marks))
    return _shielded(without, (match.span() for match in _ADDRESS.finditer(without)))


def _emphasis(text: str, marks: InlineMarks) -> str:
    for pattern, width in (
        (STRONG, 2),
        (_STRONG_UNDERSCORES, 2),
        (_EMPHASIS, 1),
        (_EMPHASIS_UNDERSCORES, 1),
    ):
        spans = _ends(pattern, width, text, marks)
        text = _shielded(text, (sign for start, end in spans for sign in _signs(start, end, width)))
    return text


def _ends(pattern: re.Pattern[str], width: int, text: str, marks: InlineMarks) -> list[Span]:
    """Where the pattern matches; the first and last `width` characters of each match are marks."""
    spans = [match.span() for match in pattern.finditer(text)]
    marks.dropped.extend(sign for start, end in spans for sign in _signs(start, end, width))
    return spans


def _signs(start: int, end: int, width: int) -> Iterator[Span]:
    yield start, start + width
    yield end - width, end
