"""Which characters of a file are marks, not words: emphasis, note numbers, link brackets.

Each function takes the decoded file and returns offsets into it. Marks are left out of a
document's text; nothing else is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_STRONG = re.compile(r"\*\*(?=\S)((?:(?!\n\s*\n)(?!\*\*).)+?)(?<=\S)\*\*", re.S)
_SUPERSCRIPT = re.compile(f"(?<=\\S)[{SUPERSCRIPTS}]+")
_DEFINED_NOTE = re.compile(f"^[ \\t]*([{SUPERSCRIPTS}]+)[ \\t]*\\S", re.M)
_POWER = re.compile(r"\d\s?(?:mm|cm|dm|km|m|ft|in|mi|yd)?$")  # "10⁷" and "20 m²" are no notes

_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])((?:(?!\n\s*\n)[^*_])+?)(?<=[^\s\\])\1(?![\w*])")
_STRONG_UNDERSCORES = re.compile(r"(?<!\w)__(?=\S)((?:(?!\n\s*\n)(?!__).)+?)(?<=\S)__(?!\w)", re.S)
_CODE = re.compile(r"(?<!`)`(?!`)([^`\n]+)`(?!`)")
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]*(?:\n[^\[\]\n]+)?)(\])(\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)?)>?[^()\n]*\))"
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>")
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?", re.M)
_NOTE_REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Offsets into the decoded file."""

    dropped: frozenset[int]  # not part of the document's text
    blanks: frozenset[int]  # stand for a space in the document's text


def find_marks(raw: str, *, markdown: bool) -> Marks:
    """What in `raw` is a mark; Markdown's single-sign emphasis, links and escapes only there."""
    dropped = set[int]()
    blanks = set[int]()
    for start, end in (*_common(raw), *_note_numbers(raw)):
        dropped.update(range(start, end))
    if markdown:
        for start, end in _markdown(raw):
            dropped.update(range(start, end))
        for start, end, blank in _links(raw):
            dropped.update(range(start, end))
            blanks.update(blank)
    return Marks(frozenset(dropped - blanks), frozenset(blanks))


def _common(raw: str) -> Iterator[tuple[int, int]]:
    for match in _INVISIBLE.finditer(raw):
        yield match.span()
    for match in _STRONG.finditer(raw):
        yield match.start(), match.start() + 2
        yield match.end() - 2, match.end()
    defined = set(_DEFINED_NOTE.findall(raw))
    for match in _SUPERSCRIPT.finditer(raw):
        if match[0] in defined or not _POWER.search(raw, max(0, match.start() - 5), match.start()):
            yield match.span()


def _markdown(raw: str) -> Iterator[tuple[int, int]]:
    for pattern, width in ((_EMPHASIS, 1), (_STRONG_UNDERSCORES, 2), (_CODE, 1)):
        for match in pattern.finditer(raw):
            yield match.start(), match.start() + width
            yield match.end() - width, match.end()
    for pattern in (_ESCAPE, _COMMENT, _NOTE_REFERENCE, _QUOTED):
        for match in pattern.finditer(raw):
            yield match.span()
    for match in _AUTOLINK.finditer(raw):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()


def _links(raw: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """`[text](address)` reads `text (address)`; a place in the same document is left out."""
    for match in _LINK.finditer(raw):
        yield *match.span(1), ()
        address = match[5]
        if "://" in address and address != match[2]:
            yield *match.span(3), (match.start(3),)
        else:
            yield match.start(3), match.end(4), ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    number: int
    glued: bool


# A note number sits on a word, a closing sign or a full stop ("workforce.4 They", "girls9
# and"), or, after careless conversion, a space away from it ("memos 19 operationalizing").
_GLUED = re.compile(
    r"(?:(?<=[^\W\d_A-Z]{3})"  # a word of lower-case letters: not "A1", "I-9", "H2"
    r"|(?<=[^\W\d][.,;:!?\"”’)\]])"
    r"|(?<=[\"”’)\]%])"
    r"|(?<=[\"”’)\]%][.,;])"
    r"|(?<=\d{4}\.))"  # a year that ends a sentence
    r"\d{1,3}(?=[\s,.;:)]|$)(?![.,]\d)"
)
_SPACED = re.compile(r"(?<=[^\s\d(])[ \t]\d{1,3}(?=\s)")
_SHORTEST_CHAIN = 3  # fewer numbers in a row could be anything


def _note_numbers(raw: str) -> Iterator[tuple[int, int]]:
    """Numbers 1, 2, 3 … that follow each other through the whole text are note numbers."""
    for candidate in _longest_chain(_candidates(raw)):
        yield candidate.start, candidate.end


def _candidates(raw: str) -> list[_Candidate]:
    glued = [_Candidate(*m.span(), number=int(m[0]), glued=True) for m in _GLUED.finditer(raw)]
    taken = {candidate.start for candidate in glued}
    spaced = [
        _Candidate(m.start() + 1, m.end(), number=int(m[0]), glued=False)
        for m in _SPACED.finditer(raw)
        if m.start() + 1 not in taken
    ]
    return sorted(glued + spaced, key=lambda candidate: candidate.start)


def _longest_chain(candidates: list[_Candidate]) -> list[_Candidate]:
    """The run 1, 2, 3 … in text order with most glued members; empty if too short to trust.

    Among chains of equal worth the one that is found first stays.
    """
    best: dict[int, tuple[float, tuple[_Candidate, ...]]] = {0: (0.0, ())}
    for candidate in candidates:
        before = best.get(candidate.number - 1)
        if before is None:
            continue
        worth = before[0] + (1.0 if candidate.glued else 0.4)
        if worth > best.get(candidate.number, (0.0, ()))[0]:
            best[candidate.number] = (worth, (*before[1], candidate))
    _, chain = max(best.values(), key=lambda entry: entry[0])
    glued = [candidate for candidate in chain if candidate.glued]
    while chain and not chain[-1].glued:
        chain = chain[:-1]
    return list(chain) if len(glued) >= _SHORTEST_CHAIN else []
