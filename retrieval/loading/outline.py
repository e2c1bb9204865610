"""Say what each piece is: title, heading, question, paragraph, list item, note.

Signs of layout only, in this order: what is marked up, what ends like a sentence, what is
short and stands alone. Headings form a tree by their style; a list's items remember the
lead-in that they complete.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from retrieval.document import BlockKind
from retrieval.loading.blocks import ITEMS, Form
from retrieval.loading.part import Part
from retrieval.loading.pieces import Piece, joined
from retrieval.loading.sections import section_paths
from retrieval.loading.styles import Style, stands_out, style
from retrieval.sentences import sentences

_LONGEST_HEADING = 16  # words
_LONGEST_QUESTION = 30  # words
_ENDS_SENTENCE = re.compile(r"[.!?;…。！？؟][\"”’')\]]*$")
_ENDS_LINE = re.compile(r"[.!?;:,…。！？؟،][\"”’')\]]*$")
_CONTINUES_LIST = re.compile(r"(?:;|,)(?:\s+(?:and|or|and/or))?$|;\s*$", re.I)
_CLOSES_LIST = re.compile(r"[;,]\s*(?:and|or|and/or)$", re.I)
_URLS = re.compile(r"(?:(?:https?://|mailto:|www\.)\S+\s*)+$")
_PLAIN_NOTE = re.compile(r"(\d{1,3})\s+(?=[A-Z\"“‘])")
_QUESTION_MARKS = ("?", "？", "؟")
_RUNNING = (Form.TEXT, *ITEMS, Form.NOTE)  # what may go on after a break


def outline(pieces: Sequence[Piece]) -> list[Part]:
    """The parts of a document, in order, with kinds, sections and lead-ins."""
    parts = _notes([Part(piece, BlockKind.PARAGRAPH) for piece in _whole(pieces)])
    parts = _titles(_headings(parts))
    parts = _unmarked_items(parts)
    parts = _lead_ins(parts)
    return [replace(part, section=path) for part, path in zip(parts, section_paths(parts), strict=True)]


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a paragraph that a page or column break cut in two."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and runs[-1][0].form in _RUNNING and _is_continuation(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [joined(run) for run in runs]


def _is_continuation(before: Piece, piece: Piece) -> bool:
    return (
        piece.form is Form.TEXT
        and not piece.parted
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
    if part.kind is BlockKind.FOOTNOTE or piece.form is Form.CODE:
        return part.kind
    if piece.form in (*ITEMS, Form.ROW):
        return BlockKind.ITEM
    if piece.form is Form.MARKED_HEADING:
        return BlockKind.QUESTION if piece.text.endswith(_QUESTION_MARKS) else BlockKind.HEADING
    if _URLS.match(piece.text):
        return BlockKind.LINK
    if following is not None and _is_question(piece):
        return BlockKind.QUESTION
    if first and following is not None and _is_title_line(piece):
        return BlockKind.TITLE
    return BlockKind.HEADING if _is_heading(piece, following) else BlockKind.PARAGRAPH


def _is_title_line(piece: Piece) -> bool:
    """The first line of all may end in a full stop and still be the title."""
    words = piece.text.split()
    return (
        1 < len(words) <= _LONGEST_HEADING and words[0].isupper() and style(piece.text) is not Style.CHAPTER
    )


def _is_question(piece: Piece) -> bool:
    text = piece.text
    if not text.endswith(_QUESTION_MARKS) or len(text.split()) > _LONGEST_QUESTION:
        return False
    return all(text[start:end].endswith(_QUESTION_MARKS) for start, end in sentences(text))


def _is_heading(piece: Piece, following: Part | None) -> bool:
    text = piece.text
    if following is None or len(text.split()) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    if piece.attached and not stands_out(text):
        return False
    if style(text) is Style.CHAPTER or (text.endswith(":") and text.isupper()):
        return not _ENDS_SENTENCE.search(text)
    return not _ENDS_LINE.search(text) and (text[0].isupper() or text[0].isdigit() or not text[0].isascii())


def _titles(parts: Sequence[Part]) -> list[Part]:
    """The headings before the first text are the title, but for the last of them.

    Of headings that are marked up, only those of the first one's level. Lines of the title
    that come back later are page furniture, not headings.
    """
    opening = list(takewhile(lambda part: part.kind in (BlockKind.HEADING, BlockKind.TITLE), parts))
    if len(opening) == len(parts):
        return list(parts)
    title = {
        part.piece.text.casefold() for part in opening[:-1] if part.piece.level == opening[0].piece.level
    }
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
