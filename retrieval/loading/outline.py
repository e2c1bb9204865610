"""Say what each piece is: title, heading, question, paragraph, list item, note.

Signs of layout only, in this order: what is marked up, what ends like a sentence, what is
short and stands alone. Headings form a tree by their style; a list's items remember the
lead-in that they complete.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.document import BlockKind
from retrieval.loading.lines import Form
from retrieval.loading.pieces import Piece

_LONGEST_HEADING = 16  # words
_LONGEST_QUESTION = 30  # words
_CLOSING_GAP = 4  # blank lines that end a question's answer
_ENDS_SENTENCE = re.compile(r"[.!?;…。！？؟][\"”’')\]]*$")
_ENDS_LINE = re.compile(r"[.!?;:,…。！？؟،][\"”’')\]]*$")
_CONTINUES_LIST = re.compile(r"(?:;|,)(?:\s+(?:and|or|and/or))?$|;\s*$", re.I)
_CLOSES_LIST = re.compile(r"[;,]\s*(?:and|or|and/or)$", re.I)
_URLS = re.compile(r"(?:(?:https?://|mailto:|www\.)\S+\s*)+$")
_ROMAN = re.compile(r"(?:[IVX]{1,6}|[A-Z])\.\s+\S")
_ARABIC = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
_STRUCTURAL = re.compile(
    r"(?:faqs?|frequently asked questions|introduction|conclusions?|background|summary|annex|appendix|references|foreword|preface)\b:?$",
    re.I,
)
_PLAIN_NOTE = re.compile(r"(\d{1,3})\s+(?=[A-Z\"“‘])")
_MARKED, _CHAPTER, _CAPITALS, _PLAIN, _QUESTION = range(5)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece with its meaning."""

    piece: Piece
    kind: BlockKind
    section: tuple[str, ...] = ()
    lead_in: int | None = None  # for an item: index of the part that leads in


def outline(pieces: Sequence[Piece]) -> list[Part]:
    """The parts of a document, in order, with kinds, sections and lead-ins."""
    parts = _notes([Part(piece, BlockKind.PARAGRAPH) for piece in _whole(pieces)])
    parts = _titles(_headings(parts))
    parts = _unmarked_items(parts)
    return _sections(_lead_ins(parts))


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a paragraph that a page or column break cut in two."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and _is_continuation(whole[-1], piece):
            whole[-1] = whole[-1].joined(piece)
        else:
            whole.append(piece)
    return whole


def _is_continuation(before: Piece, piece: Piece) -> bool:
    return (
        piece.form is Form.TEXT
        and before.form in (Form.TEXT, Form.BULLET, Form.NUMBERED, Form.NOTE)
        and piece.text[0].islower()
        and not _URLS.match(piece.text)
        and not _ENDS_LINE.search(before.text)
        and not _URLS.match(before.text)
    )


def _notes(parts: list[Part]) -> list[Part]:
    """Marked notes, and a closing run of paragraphs that count up ("9 In line with …")."""
    noted = [
        replace(part, kind=BlockKind.FOOTNOTE) if part.piece.form is Form.NOTE else part for part in parts
    ]
    for run in _counting_runs(noted):
        for index in run:
            noted[index] = _as_note(noted[index])
    return noted


def _counting_runs(parts: Sequence[Part]) -> Iterator[list[int]]:
    run: list[int] = []
    number = 0
    for index, part in enumerate(parts):
        match = _PLAIN_NOTE.match(part.piece.text) if part.piece.form is Form.TEXT else None
        if match and run and int(match[1]) == number + 1:
            run.append(index)
        else:
            if len(run) >= 3:
                yield run
            run = [index] if match else []
        number = int(match[1]) if match else 0
    if len(run) >= 3:
        yield run


def _as_note(part: Part) -> Part:
    match = _PLAIN_NOTE.match(part.piece.text)
    if match is None:
        return part
    piece = replace(
        part.piece,
        label=match[1],
        text=part.piece.text[match.end() :],
        offsets=part.piece.offsets[match.end() :],
    )
    return Part(piece, BlockKind.FOOTNOTE)


def _headings(parts: Sequence[Part]) -> list[Part]:
    result = []
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        result.append(replace(part, kind=_kind(part, following, first=index == 0)))
    return result


def _kind(part: Part, following: Part | None, *, first: bool) -> BlockKind:
    piece = part.piece
    if part.kind is BlockKind.FOOTNOTE:
        return part.kind
    if piece.form in (Form.BULLET, Form.NUMBERED, Form.ROW):
        return BlockKind.ITEM
    if piece.form is Form.MARKED_HEADING:
        return BlockKind.QUESTION if piece.text.endswith("?") else BlockKind.HEADING
    if _URLS.match(piece.text):
        return BlockKind.LINK
    if first and _is_title_line(piece, following):
        return BlockKind.TITLE
    if following is not None and _is_question(piece):
        return BlockKind.QUESTION
    return BlockKind.HEADING if _is_heading(piece, following) else BlockKind.PARAGRAPH


def _is_title_line(piece: Piece, following: Part | None) -> bool:
    """The first line of all may end in a full stop and still be the title."""
    words = piece.text.split()
    return following is not None and len(words) <= _LONGEST_HEADING and words[0].isupper() and len(words) > 1


def _is_question(piece: Piece) -> bool:
    one = len(re.findall(r"[.!?;]\s", piece.text)) == 0
    return piece.text.endswith(("?", "？", "؟")) and one and len(piece.text.split()) <= _LONGEST_QUESTION


def _is_heading(piece: Piece, following: Part | None) -> bool:
    text = piece.text
    if following is None or len(text.split()) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    if piece.attached and not _stands_out(text):
        return False
    if _style(text) == _CHAPTER or (text.endswith(":") and text.isupper()):
        return not _ENDS_SENTENCE.search(text)
    return not _ENDS_LINE.search(text) and (text[0].isupper() or text[0].isdigit() or not text[0].isascii())


def _stands_out(text: str) -> bool:
    return bool(_STRUCTURAL.match(text) or text.rstrip(":").isupper() or _ROMAN.match(text))


def _titles(parts: Sequence[Part]) -> list[Part]:
    """The headings before the first text are the title, but for the last of them.

    Lines of the title that come back later are page furniture, not headings.
    """
    opening = 0
    while opening < len(parts) and parts[opening].kind in (BlockKind.HEADING, BlockKind.TITLE):
        opening += 1
    if opening == len(parts):
        return list(parts)
    title = {part.piece.text.casefold() for part in parts[: opening - 1]}
    return [
        replace(part, kind=BlockKind.TITLE)
        if part.kind is BlockKind.HEADING and part.piece.text.casefold() in title
        else part
        for part in parts
    ]


def _unmarked_items(parts: Sequence[Part]) -> list[Part]:
    """After a lead-in, paragraphs that end in semicolons are items, up to the one after "and"."""
    result = list(parts)
    for index, part in enumerate(parts):
        if part.kind is BlockKind.PARAGRAPH and part.piece.text.endswith(":"):
            for place in _run_of_items(parts, index + 1):
                result[place] = replace(parts[place], kind=BlockKind.ITEM)
    return result


def _run_of_items(parts: Sequence[Part], start: int) -> list[int]:
    run: list[int] = []
    closing = False
    for index in range(start, len(parts)):
        text = parts[index].piece.text
        if parts[index].kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            break
        if not closing and not _CONTINUES_LIST.search(text):
            break
        run.append(index)
        if closing:
            break
        closing = bool(_CLOSES_LIST.search(text))
    return run


def _lead_ins(parts: Sequence[Part]) -> list[Part]:
    """Tie items to the paragraph with a colon right above their list.

    A list that has ended ("…; and", last item, full stop) does not go on in a later one.
    """
    result = list(parts)
    lead_in: int | None = None
    last_but_one = ended = False
    for index, part in enumerate(parts):
        if part.kind is BlockKind.ITEM:
            if ended:
                lead_in = None
            result[index] = replace(part, lead_in=lead_in)
            ended = last_but_one and bool(_ENDS_SENTENCE.search(part.piece.text))
            last_but_one = bool(_CLOSES_LIST.search(part.piece.text))
            continue
        following_item = index + 1 < len(parts) and parts[index + 1].kind is BlockKind.ITEM
        leads = part.kind is BlockKind.PARAGRAPH and part.piece.text.endswith(":") and following_item
        if leads:
            result[index] = replace(part, kind=BlockKind.LEAD_IN)
        lead_in = index if leads else None
        last_but_one = ended = False
    return result


def _style(text: str) -> int:
    if _STRUCTURAL.match(text) or _ARABIC.match(text) or _ROMAN.match(text):
        return _CHAPTER
    if text.upper() == text and any(map(str.isupper, text)):
        return _CAPITALS
    return _QUESTION if text.endswith("?") else _PLAIN


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is in effect."""

    text: str
    rank: tuple[int, int]  # style or mark-up level; how deep it nests within its own style


def _sections(parts: Sequence[Part]) -> list[Part]:
    stack: list[_Open] = []
    result = []
    after_heading = False
    for part in parts:
        if part.kind in (BlockKind.HEADING, BlockKind.QUESTION):
            stack = _opened(stack, part, nest=after_heading)
            after_heading = part.kind is BlockKind.HEADING
        elif part.kind is not BlockKind.TITLE:
            after_heading = False
            if part.piece.gap >= _CLOSING_GAP and stack and stack[-1].rank[0] == _QUESTION:
                stack = stack[:-1]
        result.append(replace(part, section=_path(stack, part)))
    return result


def _path(stack: Sequence[_Open], part: Part) -> tuple[str, ...]:
    if part.kind is BlockKind.TITLE:
        return ()
    if part.kind is BlockKind.FOOTNOTE:
        return tuple(entry.text for entry in stack[:1])
    return tuple(entry.text for entry in stack)


def _opened(stack: list[_Open], part: Part, *, nest: bool) -> list[_Open]:
    text = " ".join(part.piece.text.split()).rstrip(":")
    if part.piece.form is Form.MARKED_HEADING:
        rank = (_MARKED - 10 + part.piece.level, 0)
    else:
        style = _QUESTION if part.kind is BlockKind.QUESTION else _style(part.piece.text)
        rank = (style, _depth(stack, style))
        if nest and stack and stack[-1].rank[0] <= style < _QUESTION:
            return [*stack, _Open(text, _below(stack[-1].rank, style))]
    return [*(entry for entry in stack if entry.rank < rank), _Open(text, rank)]


def _depth(stack: Sequence[_Open], style: int) -> int:
    return max((entry.rank[1] for entry in stack if entry.rank[0] == style), default=0)


def _below(rank: tuple[int, int], style: int) -> tuple[int, int]:
    """The rank of a heading right under another: deeper in its own style, or of a finer style."""
    return (style, 0) if style > rank[0] else (rank[0], rank[1] + 1)
